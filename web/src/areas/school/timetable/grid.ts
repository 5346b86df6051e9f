import { formatDate, formatTime } from '@/ui/format'
import type { Clash, Timetable, TimetableEntry } from '@/api/school_shapes'

export interface Spot {
  room_id: string
  slot_starts_at: string
}

/** What `POST …/moves` takes: where the page had seen somebody, and where they go; null: nowhere. */
export interface Move {
  entry_id: string
  was: Spot | null
  to: Spot | null
}

export interface Row {
  slot: string
  /** By room; who shares a slot stands in one cell. */
  cells: ReadonlyMap<string, TimetableEntry[]>
  /** An exam's own slot, or a time that somebody has beside them. */
  regular: boolean
}

const instant = (moment: string) => new Date(moment).getTime()

export const spotOf = (entry: TimetableEntry): Spot | null =>
  entry.room_id && entry.slot_starts_at
    ? { room_id: entry.room_id, slot_starts_at: entry.slot_starts_at }
    : null

export const isSame = (one: Spot | null, other: Spot | null) =>
  one?.room_id === other?.room_id &&
  (one?.slot_starts_at === other?.slot_starts_at ||
    (one !== null && other !== null && instant(one.slot_starts_at) === instant(other.slot_starts_at)))

/** The slots of the exam, and every other time at which somebody is placed, in order. */
export function rowsOf({ slots, entries }: Timetable): Row[] {
  const rows = new Map<number, { slot: string; cells: Map<string, TimetableEntry[]>; regular: boolean }>()
  for (const slot of slots) rows.set(instant(slot), { slot, cells: new Map(), regular: true })
  for (const entry of entries) {
    const spot = spotOf(entry)
    if (!spot) continue
    const at = instant(spot.slot_starts_at)
    const row = rows.get(at) ?? { slot: spot.slot_starts_at, cells: new Map(), regular: false }
    rows.set(at, row)
    const here = row.cells.get(spot.room_id) ?? []
    row.cells.set(spot.room_id, [...here, entry])
  }
  return [...rows.entries()].sort(([one], [other]) => one - other).map(([, row]) => row)
}

/** `09:00`; in an exam over several days `11-23 09:00`. */
export function slotTextOf(table: Timetable): (slot: string) => string {
  const rows = rowsOf(table)
  const [first, last] = [rows[0], rows.at(-1)]
  const manyDays = first && last && formatDate(first.slot) !== formatDate(last.slot)
  return (slot) => `${manyDays ? `${formatDate(slot).slice(5)} ` : ''}${formatTime(slot)}`
}

export const unplacedOf = ({ entries }: Timetable) => entries.filter((entry) => spotOf(entry) === null)

/** Who has begun with the panel or an officer stays where they are. */
const FIXED = new Set(['talking', 'invited', 'admitted', 'finished'])
export const isFixed = (entry: TimetableEntry) => FIXED.has(entry.queue_state)

/** To a free place, or in exchange with who is there; undefined where that cannot be. */
export function movesTo(
  entry: TimetableEntry,
  to: Spot,
  there: readonly TimetableEntry[],
): Move[] | undefined {
  const was = spotOf(entry)
  if (isSame(was, to)) return undefined
  const others = there.filter((one) => one.id !== entry.id)
  const [other] = others
  if (!other) return [{ entry_id: entry.id, was, to }]
  if (others.length > 1 || !was || isFixed(other)) return undefined
  return [
    { entry_id: entry.id, was, to },
    { entry_id: other.id, was: spotOf(other), to: was },
  ]
}

/** The way back, in the same number of moves. */
export const back = (moves: readonly Move[]): Move[] =>
  moves.map(({ entry_id, was, to }) => ({ entry_id, was: to, to: was }))

/** By candidate: what blocks stands before what is only worth a look. */
export function clashesOf(clashes: readonly Clash[]): Map<string, Clash[]> {
  const found = new Map<string, Clash[]>()
  for (const clash of clashes) {
    if (clash.entry_id) found.set(clash.entry_id, [...(found.get(clash.entry_id) ?? []), clash])
  }
  return found
}

/** What clashes in a room, as seen from there: whoever is in two rooms at once clashes in both. */
export const clashesAt = ({ clashes }: Timetable, roomId: string): Clash[] =>
  clashes.flatMap((clash) => {
    if (clash.room_id === roomId) return [clash]
    return clash.other_room_id === roomId ? [{ ...clash, room_id: roomId, other_room_id: clash.room_id }] : []
  })

/** Where the focus goes from a cell; it stays in the grid. */
export function step(
  [row, column]: readonly [number, number],
  key: string,
  rows: number,
  columns: number,
): [number, number] | undefined {
  const inside = (value: number, count: number) => Math.min(count - 1, Math.max(0, value))
  const by: Record<string, [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Home: [0, -columns],
    End: [0, columns],
    PageUp: [-8, 0],
    PageDown: [8, 0],
  }
  const move = by[key]
  return move && [inside(row + move[0], rows), inside(column + move[1], columns)]
}
