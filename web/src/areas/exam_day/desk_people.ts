import { useEffect, useMemo, useRef } from 'react'
import { useDeskState, useModel } from '@/media/hooks'
import type { DeskMover } from '@/media/mover.model'
import type { DeskConnection, DeskState } from '@/media/desk.model'
import type { People, PersonView } from '@/media/people'
import type { BoardRow, RowSeat, StaffAtDesk } from '@/api/staff_shapes'

export interface Devices {
  candidate: PersonView | undefined
  phone: PersonView | undefined
}
export interface Seated extends StaffAtDesk {
  view: PersonView | undefined
}

/** Pictures of the place we are entering show at once; those of the place we leave are no longer listed. */
export function useMoverPeople(mover: DeskMover): {
  people: People
  desk: DeskConnection | null
  phase: DeskState['phase']
} {
  const { current, next } = useModel(mover)
  const here = useDeskState(current)
  const there = useDeskState(next)
  const people = useMemo(() => ({ ...here.people, ...there.people }), [here.people, there.people])
  return { people, desk: current, phase: here.phase }
}

/** The media server knows opaque seats; the server's list says whose they are. */
export function seatedPeople(list: readonly StaffAtDesk[], people: People): Seated[] {
  return list.map((person) => ({ ...person, view: people[person.identity] }))
}

const ASK_AGAIN_MS = [400, 2_000, 6_000]

/**
 * Somebody arrived whom the list does not name yet: read it again, a few times. Not for ever: a list does not
 * name everybody (an officer at the desk that an inspector looks at).
 */
export function useNamesFor(people: People, list: readonly { identity: string }[], read: () => void): void {
  const newest = useRef(read)
  useEffect(() => {
    newest.current = read
  })
  const unknown = Object.values(people)
    .filter(({ identity, present }) => present && !list.some((person) => person.identity === identity))
    .map(({ identity }) => identity)
    .sort()
    .join()
  useEffect(() => {
    if (!unknown) return
    const timers = ASK_AGAIN_MS.map((delay) => setTimeout(() => newest.current(), delay))
    return () => timers.forEach(clearTimeout)
  }, [unknown])
}

/** The candidate's own devices at a desk: the row says which seat is the computer and which the phone. */
export function devicesAt(row: BoardRow | undefined, people: People): Devices {
  const at = (role: RowSeat['role']) => people[row?.seats.find((seat) => seat.role === role)?.identity ?? '']
  return { candidate: at('candidate'), phone: at('second_camera') }
}
