import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { DeskConnection } from '@/media/desk.model'
import { useDeskState } from '@/media/hooks'
import type { PersonView } from '@/media/people'
import { nowKey, type EntryNow } from './now'

const ASK_AGAIN_MS = 1_500

export interface AtDesk {
  identity: string
  role: string
  name: string
  view: PersonView | undefined
}

/** Who is here by the server's word, with the picture that the media server sends of them. */
export function usePeople(entryId: string, now: EntryNow, desk: DeskConnection | null): AtDesk[] {
  const cache = useQueryClient()
  const { people } = useDeskState(desk)
  const known = useMemo(() => new Set(now.people.map(({ identity }) => identity)), [now.people])

  // Somebody came whose role is not read yet: the event that tells it may be on its way, or lost.
  const strangers = Object.values(people)
    .filter((person) => person.present && !known.has(person.identity))
    .map((person) => person.identity)
    .join()
  useEffect(() => {
    if (!strangers) return
    // Never cancelling: a slow answer must not be started over for ever.
    const ask = () => void cache.invalidateQueries({ queryKey: nowKey(entryId) }, { cancelRefetch: false })
    ask()
    const timer = setInterval(ask, ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [strangers, cache, entryId])

  // Somebody left and has no seat any more: their tile need not count the seconds.
  const gone = Object.values(people)
    .filter((person) => !person.present && !known.has(person.identity))
    .map((person) => person.identity)
    .join()
  useEffect(() => {
    for (const identity of gone ? gone.split(',') : []) desk?.forget(identity)
  }, [gone, desk])

  return now.people.map((person) => ({ ...person, view: people[person.identity] }))
}
