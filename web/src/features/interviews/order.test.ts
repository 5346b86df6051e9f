import { describe, expect, it } from 'vitest'
import { panel, row } from '@/test/staff_rows'
import { nextOf, phaseOf, restorable } from './order'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 6, minutes)).toISOString()
const interview = (change: object = {}) => ({
  id: 'interview',
  entry_id: 'entry-1',
  state: 'ended',
  outcome: 'finished',
  started_at: at(0),
  ended_at: at(15) as string | null,
  planned_seconds: 900,
  extended_seconds: 0,
  closes_at: null,
  remaining_seconds: 0,
  paused_since: null,
  interrupted_since: null,
  stops: [],
  ...change,
})
const invitation = (state: string, minutes: number) => ({
  id: 'invitation',
  entry_id: 'entry-2',
  state,
  sent_at: at(minutes),
  expires_at: at(minutes + 1),
})

describe('whom to call next', () => {
  it('is the first who is cleared, else the first who waits', () => {
    const rows = [
      row({ order: 1, state: 'finished' }),
      row({ order: 2, state: 'waiting' }),
      row({ order: 3, state: 'cleared' }),
    ]
    expect(nextOf(rows)?.order).toBe(3)
    expect(nextOf(rows.slice(0, 2))?.order).toBe(2)
    expect(nextOf(rows.slice(0, 1))).toBeUndefined()
  })
})

describe('the phase of the room', () => {
  it.each([
    [{}, 'between'],
    [{ invitation: invitation('sent', 20) }, 'ringing'],
    [{ invitation: invitation('expired', 20) }, 'between'],
    [
      { interview: interview({ state: 'live', ended_at: null }), invitation: invitation('accepted', 0) },
      'live',
    ],
    [{ room: { ...panel().room, state: 'closed' } }, 'closed'],
  ] as const)('%o is %s', (change, phase) => {
    expect(phaseOf(panel(change as object))).toBe(phase)
  })
})

describe('an ending by mistake', () => {
  it('is taken back until the next candidate is invited', () => {
    expect(restorable(panel({ interview: interview(), invitation: invitation('accepted', 0) }))).toBe(true)
    expect(restorable(panel({ interview: interview(), invitation: invitation('declined', 16) }))).toBe(false)
    expect(restorable(panel({ interview: interview({ outcome: 'sent_back' }) }))).toBe(false)
    expect(restorable(panel({ interview: interview({ state: 'live', ended_at: null }) }))).toBe(false)
    expect(restorable(panel())).toBe(false)
  })
})
