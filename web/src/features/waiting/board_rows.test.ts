import { describe, expect, it } from 'vitest'
import { row } from '@/test/staff_rows'
import { alarmsOf, fits, found, nextToTalk, rightsOf, sameOnBoard, toneOf } from './board_rows'

describe('finding somebody', () => {
  it.each([
    ['陈', true],
    ['思远', true],
    ['26s0417', true],
    ['0417', true],
    ['0201', true],
    ['201', true],
    ['020', false],
    ['王', false],
    ['  ', true],
  ])('%s: %s', (words, wanted) => {
    expect(found(row(), words)).toBe(wanted)
  })
  it('does not find by digits that this role may not see', () => {
    expect(found(row({ phone_last4: '' }), '0201')).toBe(false)
  })
})

describe('filters', () => {
  it('take the same rows as the counts of the server', () => {
    expect(fits(row({ state: 'talking', chip: 'talking' }), 'waiting')).toBe(true)
    expect(fits(row({ state: 'cleared', chip: 'interrupted' }), 'waiting')).toBe(true)
    expect(fits(row({ state: 'preparing', chip: 'not_logged_in' }), 'preparing')).toBe(false)
    expect(fits(row({ open_tickets: 1 }), 'needs_help')).toBe(true)
    const missed_call = { state: 'expired' as const, at: new Date().toISOString() }
    expect(fits(row({ missed_call }), 'needs_help')).toBe(true)
    expect(alarmsOf([row({ missed_call })]).map(({ kind }) => kind)).toEqual(['missed'])
    expect(fits(row(), 'needs_help')).toBe(false)
    expect(fits(row(), 'all')).toBe(true)
  })
})

it('puts who is lost before who asks before who has a question', () => {
  const rows = [
    row({ order: 1, open_tickets: 1 }),
    row({ order: 2, help_asked_at: '2026-11-22T06:00:00Z', chip: 'help' }),
    row({ order: 3, chip: 'interrupted' }),
  ]
  expect(alarmsOf(rows).map(({ kind, row: { order } }) => `${kind} ${order}`)).toEqual([
    'lost 3',
    'help 2',
    'ticket 1',
  ])
})

it('talks next with who asks for help, else with who is unchecked', () => {
  const rows = [
    row({ order: 1, state: 'talking' }),
    row({ order: 2, state: 'cleared' }),
    row({ order: 3, state: 'waiting' }),
    row({ order: 4, state: 'cleared', help_asked_at: '2026-11-22T06:00:00Z' }),
  ]
  expect(nextToTalk(rows, 'entry-1')?.order).toBe(4)
  expect(nextToTalk(rows.slice(0, 3), 'entry-1')?.order).toBe(3)
})

describe('rights', () => {
  it('let only officers talk, and inspectors do nothing', () => {
    expect(rightsOf(['waiting_room_officer']).talk).toBe(true)
    expect(rightsOf(['chief_examiner'])).toMatchObject({ talk: false, view: true, setAside: true })
    expect(rightsOf(['secretary'])).toMatchObject({ talk: false, setAside: false, contact: true })
    expect(Object.values(rightsOf(['inspector'])).some(Boolean)).toBe(false)
  })
})

it('marks the row of the own talk whatever else is true of it', () => {
  expect(toneOf(row({ chip: 'interrupted' }), true)).toBe('talking')
  expect(toneOf(row({ chip: 'interrupted' }), false)).toBe('lost')
})

it('marks who asks for help, also where the stage says something else', () => {
  expect(toneOf(row({ chip: 'interviewing', help_asked_at: '2026-11-22T06:00:00Z' }), false)).toBe('help')
})

it('takes a row for the same when only its forecast has moved', () => {
  const before = row()
  expect(
    sameOnBoard(before, { ...before, devices: { ...before.devices }, place: 7, forecast_from: 'x' }),
  ).toBe(true)
  expect(sameOnBoard(before, { ...before, chip: 'help' })).toBe(false)
  expect(sameOnBoard(before, { ...before, devices: { ...before.devices, camera: 'bad' } })).toBe(false)
})
