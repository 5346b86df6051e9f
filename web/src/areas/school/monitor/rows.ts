import { useState } from 'react'
import type { Monitor, MonitorExam, MonitorRoom } from '@/api/school_shapes'
import type { Filters } from '@/staff_ui/list/state'

/** A room, and the exam it belongs to. */
export interface Row {
  room: MonitorRoom
  exam: MonitorExam
}

const WAITING = ['waiting', 'cleared', 'talking', 'away', 'help', 'interrupted']

export const countOf = (room: Pick<MonitorRoom, 'people'>, chips: readonly string[]) =>
  chips.reduce((sum, chip) => sum + (room.people[chip] ?? 0), 0)
export const waitingIn = (room: Pick<MonitorRoom, 'people'>) => countOf(room, WAITING)

export const rowsOf = (exams: readonly MonitorExam[]): Row[] =>
  exams.flatMap((exam) => exam.rooms.map((room) => ({ room, exam })))

export const FILTERS = ['college', 'state', 'alarm', 'alarms']

/** Words are looked for in the names, both languages; of one filter any value, of all filters each. */
export function fits({ room, exam }: Row, q: string, filters: Filters): boolean {
  const text = [room.name, room.name_en, exam.name, exam.name_en, exam.college, exam.college_en]
    .join('\n')
    .toLowerCase()
  const any = (key: string, has: (value: string) => boolean) => !filters[key] || filters[key].some(has)
  return (
    q
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word)) &&
    any('college', (name) => exam.college === name) &&
    any('state', (state) => room.state === state) &&
    any('alarm', (kind) => room.alarms.some((alarm) => alarm.kind === kind)) &&
    any('alarms', () => room.alarms.length > 0)
  )
}

const WEIGHT: Record<string, (row: Row) => number> = {
  // Over the planned time first; nobody there comes last.
  clock: ({ room: { current } }) => (current ? current.elapsed_seconds - current.planned_seconds : -Infinity),
  waiting: ({ room }) => waitingIn(room),
  tickets: ({ room }) => room.open_tickets,
  alarms: ({ room }) => room.alarms.reduce((sum, { count }) => sum + Math.max(1, count), 0),
}

/** By `key` or `-key`; what weighs the same keeps the order of the exams. */
export function sorted(rows: readonly Row[], sort: string): Row[] {
  const weight = WEIGHT[sort.replace('-', '')]
  if (!weight) return [...rows]
  const sign = sort.startsWith('-') ? -1 : 1
  return [...rows].sort((one, other) => {
    const [a, b] = [weight(one), weight(other)]
    return a === b ? 0 : sign * (a < b ? -1 : 1)
  })
}

/**
 * Sorted when somebody asks for it. What is read later moves no row away from under the hand: `passed` says that the
 * order is another by now, `again` takes it.
 */
export function useStandingOrder(monitor: Monitor, sort: string) {
  const fresh = sorted(rowsOf(monitor.exams), sort)
  const ids = fresh.map(({ room }) => room.id)
  const [kept, setKept] = useState({ sort, ids })
  if (kept.sort !== sort) setKept({ sort, ids })
  const places = new Map((kept.sort === sort ? kept.ids : ids).map((id, place) => [id, place]))
  const placeOf = ({ room }: Row) => places.get(room.id) ?? Infinity
  const rows = sort ? [...fresh].sort((one, other) => Math.sign(placeOf(one) - placeOf(other)) || 0) : fresh
  return {
    rows,
    passed: rows.some(({ room }, place) => room.id !== ids[place]),
    again: () => setKept({ sort, ids }),
  }
}
