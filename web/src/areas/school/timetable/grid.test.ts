import { expect, it } from 'vitest'
import { clash, entry, slot, timetable } from '@/test/timetable_rows'
import { back, clashesOf, movesTo, rowsOf, slotTextOf, spotOf, step, unplacedOf } from './grid'
import { lastEnd } from './Tips'

const at = (room_id: string, n: number) => ({ room_id, slot_starts_at: slot(n) })

it('has a row for each slot and for every other time at which somebody is placed', () => {
  const odd = entry('C', '一', 0, { slot_starts_at: '2026-11-28T01:20:00.000Z' })
  const rows = rowsOf(timetable({ entries: [entry('A', '一', 1), entry('B', '一', 1), odd] }))
  expect(rows.map((row) => row.regular)).toEqual([true, true, false, true, true])
  expect(rows.map((row) => row.slot)).toEqual([slot(0), slot(1), odd.slot_starts_at, slot(2), slot(3)])
  expect(rows[1]!.cells.get('一')!.map(({ id }) => id)).toEqual(['A', 'B'])
})

it('tells the same hour of two days apart', () => {
  const tomorrow = '2026-11-29T01:00:00.000Z'
  expect(slotTextOf(timetable())(slot(0))).toBe('09:00')
  const text = slotTextOf(timetable({ slots: [slot(0), tomorrow] }))
  expect([slot(0), tomorrow].map(text)).toEqual(['11-28 09:00', '11-29 09:00'])
})

it('knows who has no place, or half of one', () => {
  const halves = entry('B', '一', 0, { slot_starts_at: null })
  const table = timetable({ entries: [entry('A', '一'), halves, entry('C')] })
  expect(unplacedOf(table).map(({ id }) => id)).toEqual(['B', 'C'])
})

it('moves to a free slot, and changes places with who is there', () => {
  const [a, b] = [entry('A', '一', 0), entry('B', '二', 1)]
  expect(movesTo(a, at('二', 2), [])).toEqual([{ entry_id: 'A', was: at('一', 0), to: at('二', 2) }])
  const swap = movesTo(a, at('二', 1), [b])!
  expect(swap).toEqual([
    { entry_id: 'A', was: at('一', 0), to: at('二', 1) },
    { entry_id: 'B', was: at('二', 1), to: at('一', 0) },
  ])
  expect(back(swap)[0]).toEqual({ entry_id: 'A', was: at('二', 1), to: at('一', 0) })
})

it('goes nowhere where it cannot', () => {
  const a = entry('A', '一', 0)
  expect(movesTo(a, at('一', 0), [a])).toBeUndefined()
  // Nobody is pushed out of their slot by somebody without one.
  expect(movesTo(entry('C'), at('一', 0), [a])).toBeUndefined()
  expect(movesTo(a, at('二', 1), [entry('B', '二', 1, { queue_state: 'admitted' })])).toBeUndefined()
  expect(movesTo(a, at('二', 1), [entry('B', '二', 1), entry('C', '二', 1)])).toBeUndefined()
  expect(spotOf(entry('C'))).toBeNull()
})

it.each([
  ['ArrowUp', [0, 0]],
  ['ArrowDown', [1, 0]],
  ['ArrowRight', [0, 1]],
  ['End', [0, 2]],
  ['PageDown', [3, 0]],
  ['Enter', undefined],
])('is walked through by %s', (key, to) => {
  expect(step([0, 0], key, 4, 3)).toEqual(to)
})

it('keeps the clashes of a candidate together', () => {
  const found = clashesOf([clash({ entry_id: 'A' }), clash({ kind: 'night', entry_id: 'A' }), clash({})])
  expect(found.get('A')!.map(({ kind }) => kind)).toEqual(['relation', 'night'])
  expect(found.size).toBe(1)
})

it('foresees the end by how long interviews really take', () => {
  const entries = [entry('A', '一', 0), entry('B', '一', 1), entry('C', '二', 0)]
  expect(lastEnd(timetable({ entries }))).toBeUndefined()
  const slow = timetable({ entries, experience: { samples: 9, expected_seconds: 1200 } })
  expect(lastEnd(slow)).toBe(new Date(slot(0)).getTime() + 2400_000)
  const quick = timetable({ entries, experience: { samples: 9, expected_seconds: 600 } })
  // Nobody begins before their slot.
  expect(lastEnd(quick)).toBe(new Date(slot(1)).getTime() + 600_000)
})
