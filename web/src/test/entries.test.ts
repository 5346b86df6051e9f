import { dirname, join, normalize } from 'node:path'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '..')

function resolve(from: string, wanted: string): string | null {
  const base = wanted.startsWith('@/') ? join(SRC, wanted.slice(2)) : normalize(join(dirname(from), wanted))
  return (
    [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`].find(
      (path) => /\.\w+$/.test(path) && existsSync(path),
    ) ?? null
  )
}

/** Every module and package that an entry can reach, also through late imports. */
function reach(entry: string): Set<string> {
  const seen = new Set<string>()
  const queue = [join(SRC, entry)]
  for (let file = queue.pop(); file; file = queue.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    if (!/\.tsx?$/.test(file)) continue
    const text = readFileSync(file, 'utf8')
    for (const [, wanted] of text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
      if (!wanted) continue
      if (wanted.startsWith('.') || wanted.startsWith('@/')) {
        const found = resolve(file, wanted.split('?')[0]!)
        if (found) queue.push(found)
      } else seen.add(wanted)
    }
  }
  return seen
}

describe.each(['app/candidate.tsx', 'app/phone.tsx'])('%s', (entry) => {
  it('loads neither antd nor the staff parts', () => {
    const heavy = [...reach(entry)].filter(
      (name) => /^(antd|@ant-design)/.test(name) || name.includes('/staff_ui/'),
    )
    expect(heavy).toEqual([])
  })
})

it('sees what the staff entry reaches, so the walk works', () => {
  expect([...reach('app/staff.tsx')]).toContain('antd')
})
