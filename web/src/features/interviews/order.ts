import type { BoardRow, Panel } from '@/api/staff_shapes'

/** Whom the server would let in: arrived, and with nobody else at this moment. */
export function isInvitable(row: BoardRow): boolean {
  return row.state === 'waiting' || row.state === 'cleared'
}

/** By order; who is cleared comes before who is not. */
export function nextOf(rows: readonly BoardRow[]): BoardRow | undefined {
  return rows.find((row) => row.state === 'cleared') ?? rows.find((row) => row.state === 'waiting')
}

/** Not examined, and not told to have stayed away. */
export function isLeft(row: BoardRow): boolean {
  return row.state !== 'finished' && row.state !== 'absent'
}

export type Phase = 'closed' | 'live' | 'ringing' | 'between'

export function phaseOf(panel: Panel): Phase {
  if (panel.interview?.state === 'live') return 'live'
  if (panel.room.state === 'closed' || panel.room.state === 'archived') return 'closed'
  return panel.invitation?.state === 'sent' ? 'ringing' : 'between'
}

/** The last interview that may still be taken up again: until the next candidate is invited. */
export function restorable(panel: Panel): boolean {
  const { interview, invitation } = panel
  if (!interview || interview.state !== 'ended' || interview.outcome !== 'finished' || !interview.ended_at)
    return false
  if (phaseOf(panel) !== 'between') return false
  return !invitation || Date.parse(invitation.sent_at) < Date.parse(interview.ended_at)
}

export function minutesOf(seconds: number): number {
  return Math.round(seconds / 60)
}
