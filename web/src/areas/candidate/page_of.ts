import type { EntryNow, Step } from './now'

export type Page =
  | 'consent'
  | 'notice'
  | 'room_check'
  | 'announcement'
  | 'device_check'
  | 'commitment'
  | 'waiting'
  | 'ringing'
  | 'interview'
  | 'ended'
  | 'aside'

const BY_STEP: Record<Step, Page> = {
  consent: 'consent',
  notice: 'notice',
  room_check: 'room_check',
  announcement: 'announcement',
  device_check: 'device_check',
  commitment: 'commitment',
  arrival: 'commitment',
  waiting: 'waiting',
  talk: 'waiting',
  invited: 'ringing',
  interview: 'interview',
  ended: 'ended',
  deferred: 'aside',
  absent: 'aside',
  closed: 'aside',
}
/** Steps at which one may stay at, or go back to, the device check. Calls and talks end the visit. */
const MAY_CHECK: readonly Step[] = ['device_check', 'commitment', 'arrival', 'waiting']

/** The page is the server's word; the one thing a page may hold is the device check. */
export function pageOf(now: Pick<EntryNow, 'step'>, held: 'device_check' | null): Page {
  if (held && MAY_CHECK.includes(now.step)) return held
  return BY_STEP[now.step]
}
