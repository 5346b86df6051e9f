import { describe, expect, it } from 'vitest'

const files = import.meta.glob<{ default: object }>('./{zh-CN,en}/**/*.json', { eager: true })
const PLURAL = /_(zero|one|two|few|many|other)$/

function flatten(value: object, prefix = ''): Map<string, unknown> {
  const flat = new Map<string, unknown>()
  for (const [key, child] of Object.entries(value)) {
    if (typeof child === 'object' && child !== null) {
      for (const [deep, text] of flatten(child, `${prefix}${key}.`)) flat.set(deep, text)
    } else flat.set(prefix + key, child)
  }
  return flat
}

function catalogue(language: string, name: string) {
  return flatten(files[`./${language}/${name}.json`]?.default ?? {})
}

const names = [...new Set(Object.keys(files).map((path) => path.replace(/^\.\/[^/]+\/|\.json$/g, '')))]
const variables = (text: unknown) => [...String(text).matchAll(/{{\s*(\w+)/g)].map((match) => match[1]).sort()

describe.each(names)('catalogue %s', (name) => {
  const zh = catalogue('zh-CN', name)
  const en = catalogue('en', name)

  it('has the same keys in both languages', () => {
    // English has plural forms where Chinese has one.
    const plain = (keys: Iterable<string>) =>
      [...new Set([...keys].map((key) => key.replace(PLURAL, '')))].sort()
    expect(plain(en.keys())).toEqual(plain(zh.keys()))
  })

  it('has no empty text', () => {
    for (const [key, text] of [...zh, ...en])
      expect(typeof text === 'string' && text.trim(), key).toBeTruthy()
  })

  it('uses the same variables in both languages', () => {
    for (const [key, text] of en) {
      const source = zh.get(key) ?? zh.get(key.replace(PLURAL, ''))
      expect(variables(text), key).toEqual(variables(source))
    }
  })

  it('is polite: no exclamation marks', () => {
    for (const [key, text] of [...zh, ...en]) expect(String(text), key).not.toMatch(/[!！]/)
  })
})

it('is the only home of Chinese marks: each language has its own', () => {
  const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*', '!../test/**'], {
    eager: true,
    query: '?raw',
    import: 'default',
  })
  const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  const found = Object.entries(sources).flatMap(([path, text]) =>
    code(text)
      .split('\n')
      .filter((line) => /[，、。：（）【】《》]/.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  )
  expect(Object.keys(sources).length).toBeGreaterThan(100)
  expect(found).toEqual([])
})
