import { describe, expect, it } from 'vitest'
import { fitted, moved, standard } from './columns'

const COLUMNS = [
  { key: 'name', fixed: true },
  { key: 'college' },
  { key: 'state' },
  { key: 'note', hidden: true },
]

describe('columns', () => {
  it('begin as the page lists them', () => {
    expect(standard(COLUMNS).shown).toEqual(['name', 'college', 'state'])
  })

  it('keep their arrangement when columns come and go', () => {
    const old = { order: ['gone', 'state', 'name', 'note'], shown: ['gone', 'note'] }
    expect(fitted(old, COLUMNS)).toEqual({
      order: ['name', 'state', 'note', 'college'],
      shown: ['name', 'note', 'college'],
    })
  })

  it('keep what is done with a row last, and shown', () => {
    const columns = [...COLUMNS, { key: 'act', pinned: true }]
    const old = { order: ['act', 'state', 'name'], shown: ['state'] }
    expect(fitted(old, columns).shown).toEqual(['name', 'state', 'college', 'act'])
  })

  it('move by one place and not over the edge', () => {
    const first = standard(COLUMNS)
    expect(moved(first, 'state', -1).shown).toEqual(['name', 'state', 'college'])
    expect(moved(first, 'name', -1)).toBe(first)
    expect(moved(first, 'note', 1)).toBe(first)
  })
})
