import { useEffect, useMemo } from 'react'
import { useDeskState, useModel } from '@/media/hooks'
import type { DeskMover } from '@/media/mover.model'
import type { DeskConnection, DeskState } from '@/media/desk.model'
import type { People, PersonView } from '@/media/people'
import type { StaffAtDesk } from '@/api/staff_shapes'

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

/** Somebody arrived whom the list does not name yet: read it again. */
export function useNamesFor(people: People, list: readonly StaffAtDesk[], read: () => void): void {
  const unknown = Object.values(people).some(
    ({ identity, present }) => present && !list.some((person) => person.identity === identity),
  )
  useEffect(() => {
    if (!unknown) return
    const timers = ASK_AGAIN_MS.map((delay) => setTimeout(read, delay))
    return () => timers.forEach(clearTimeout)
  }, [unknown, read])
}

/**
 * At a desk whose list this page is not given (somebody only looks on): a phone may send nothing but a
 * camera, so whoever sends a microphone or a screen is the computer.
 */
export function seatsByTracks(people: People): { candidate?: PersonView; phone?: PersonView } {
  const all = Object.values(people)
  const candidate =
    all.find(({ present, microphone, screen }) => present && (microphone || screen)) ??
    all.find(({ microphone, screen }) => microphone || screen) ??
    all.find(({ present, camera }) => present && camera)
  const others = all.filter((person) => person !== candidate && person.camera)
  return { candidate, phone: others.find(({ present }) => present) ?? others[0] }
}
