import type { BoardRow } from '@/api/staff_shapes'

export type Filter = 'all' | 'needs_help' | 'waiting' | 'preparing' | 'not_logged_in' | 'finished'
export const FILTERS: readonly Filter[] = [
  'all',
  'needs_help',
  'waiting',
  'preparing',
  'not_logged_in',
  'finished',
]

/** The same words as the server's counts. */
export function needsHelp(row: BoardRow): boolean {
  return (
    row.chip === 'help' ||
    row.chip === 'interrupted' ||
    row.help_asked_at !== null ||
    row.missed_call !== null ||
    row.open_tickets > 0
  )
}

export function fits(row: BoardRow, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'needs_help':
      return needsHelp(row)
    case 'waiting':
      return ['waiting', 'talking', 'cleared'].includes(row.state)
    default:
      return row.chip === filter
  }
}

/** Name, candidate number, last four digits of the phone: what people read out to each other. */
export function found(row: BoardRow, words: string): boolean {
  const word = words.trim().toLowerCase()
  if (!word) return true
  return (
    row.name.toLowerCase().includes(word) ||
    row.candidate_number.toLowerCase().includes(word) ||
    (row.phone_last4 !== '' && row.phone_last4.endsWith(word))
  )
}

export interface Rights {
  /** Officers alone talk and clear. */
  talk: boolean
  /** Look at both cameras without a word. */
  view: boolean
  setAside: boolean
  contact: boolean
  write: boolean
}

export function rightsOf(roles: readonly string[]): Rights {
  const officer = roles.includes('waiting_room_officer')
  const chief = roles.includes('chief_examiner')
  const secretary = roles.includes('secretary')
  return {
    talk: officer,
    view: officer || chief || secretary,
    setAside: officer || chief,
    contact: officer || chief || secretary,
    write: officer || chief || secretary,
  }
}

export function mayTalk(row: BoardRow): boolean {
  return row.state === 'waiting' || row.state === 'cleared'
}
export function mayView(row: BoardRow): boolean {
  return ['waiting', 'cleared', 'invited', 'talking'].includes(row.state)
}
export function mayDefer(row: BoardRow): boolean {
  return ['preparing', 'waiting', 'cleared'].includes(row.state)
}
export function mayRestore(row: BoardRow): boolean {
  return row.state === 'deferred' || row.state === 'absent'
}

export type Tone = 'talking' | 'lost' | 'help' | ''

export function toneOf(row: BoardRow, mine: boolean): Tone {
  if (mine) return 'talking'
  if (row.chip === 'interrupted') return 'lost'
  return row.help_asked_at !== null ? 'help' : ''
}

/** What the board does not show of a row; a forecast moves with each read. */
const UNSHOWN: ReadonlySet<string> = new Set(['place', 'forecast_from', 'forecast_to'])

/** By value: whoever moves in the order brings other objects of the same words to everybody behind. */
export function sameOnBoard(before: BoardRow, after: BoardRow): boolean {
  if (before === after) return true
  const keys = Object.keys(after) as (keyof BoardRow)[]
  return keys.every((key) => UNSHOWN.has(key) || isSame(before[key], after[key]))
}

function isSame(before: unknown, after: unknown): boolean {
  return before === after || (typeof after === 'object' && JSON.stringify(before) === JSON.stringify(after))
}

export type Alarm = { kind: 'lost' | 'help' | 'missed' | 'ticket'; row: BoardRow }

/** Lost before help before missed calls before questions; within a kind by order. */
export function alarmsOf(rows: readonly BoardRow[]): Alarm[] {
  const of = (kind: Alarm['kind'], wanted: (row: BoardRow) => boolean): Alarm[] =>
    rows.filter(wanted).map((row) => ({ kind, row }))
  return [
    ...of('lost', (row) => row.chip === 'interrupted'),
    ...of('help', (row) => row.help_asked_at !== null),
    ...of('missed', (row) => row.missed_call !== null),
    ...of('ticket', (row) => row.open_tickets > 0),
  ]
}

/** Who should be talked to after this: who asks, else who waits longest unchecked. */
export function nextToTalk(rows: readonly BoardRow[], except: string): BoardRow | undefined {
  const free = rows.filter((row) => row.entry_id !== except && mayTalk(row))
  return free.find((row) => row.help_asked_at !== null) ?? free.find((row) => row.state === 'waiting')
}
