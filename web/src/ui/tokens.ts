import css from './tokens.css?raw'

/* tokens.css is where a colour or size is born; this reads it, so that antd's theme cannot drift from it. */
const values = new Map<string, string>()
for (const [, name, value] of css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/--([\w-]+):\s*([^;]+);/g)) {
  // The first meaning counts: later blocks (rehearsal, reduced motion) only swap names.
  if (name && value && !values.has(name)) values.set(name, value.trim())
}

export function token(name: string): string {
  const value = values.get(name)
  if (value === undefined) throw new Error(`no design token --${name}`)
  const alias = /^var\(--([\w-]+)\)$/.exec(value)
  return alias?.[1] ? token(alias[1]) : value
}

/** Of a size in px or rem, where the person has chosen no other size of text. */
export function tokenPx(name: string): number {
  const value = token(name)
  return Number.parseFloat(value) * (value.endsWith('rem') ? 16 : 1)
}
