import { focusManager, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api, call, isPassing, press, sendUnrepeated } from '@/api/client'
import type { components } from '@/api/schema'
import { spreadDelay } from '@/live/effects'
import { useErrorText } from '@/ui/error_text'
import { showToast } from '@/ui/toast'

export type EntryNow = components['schemas']['EntryNow']
export type Step = EntryNow['step']

export const NOW = ['candidate', 'now'] as const
export const nowKey = (rosterEntryId: string) => [...NOW, rosterEntryId] as const

/** What the page shows: an answer, and the ids of the events that it was brought up to date with since. */
export type ShownNow = EntryNow & { heard?: number[] }
/** More are asked for in one whole answer. */
const MOST_HEARD = 40

export const withHeard = (now: ShownNow, id: number | undefined): ShownNow =>
  id === undefined ? now : { ...now, heard: [...(now.heard ?? []), id].slice(-MOST_HEARD) }

/** A push connection may lie. All who wait ask this, so that it has to stay a small part of what the server can answer. */
const ASK_WHAT_WAS_MISSED_MS = 120_000
/** At first; each time twice as long. */
const TRY_AGAIN_MS = 5_000
const TRY_AGAIN_MOST_MS = 30_000
const tryingAgain = new Set<string>()
/** Catches what no event tells, such as a forecast that time alone moves. */
const READ_AGAIN_MS = 1_200_000

export async function readNow(rosterEntryId: string, signal?: AbortSignal): Promise<EntryNow> {
  return (await ask(rosterEntryId, signal && { signal })) as EntryNow
}

/** One change may be told by several events at once: a read that another takes the place of is given up. */
export const nowQuery = (rosterEntryId: string) => ({
  queryKey: nowKey(rosterEntryId),
  queryFn: ({ signal }: { signal: AbortSignal }) => readNow(rosterEntryId, signal),
})

export function useNow(rosterEntryId: string) {
  const cache = useQueryClient()
  useEffect(() => {
    const timer = setInterval(() => {
      if (focusManager.isFocused()) void readMissed(cache)
    }, ASK_WHAT_WAS_MISSED_MS)
    return () => clearInterval(timer)
  }, [cache])
  return useQuery({
    ...nowQuery(rosterEntryId),
    refetchInterval: READ_AGAIN_MS,
  })
}

/**
 * Reads what the page may have missed. When nothing was told since what it shows, the server says so in
 * one cheap answer and the page stays as it is: an uninterrupted one would show the same.
 */
export async function readMissed(cache: QueryClient): Promise<void> {
  const shown = cache.getQueryCache().findAll({ queryKey: NOW, type: 'active' })
  await Promise.all(shown.map(({ queryKey }) => readMissedOf(cache, String(queryKey[NOW.length]))))
}

async function readMissedOf(cache: QueryClient, rosterEntryId: string, pause = TRY_AGAIN_MS): Promise<void> {
  const queryKey = nowKey(rosterEntryId)
  const before = cache.getQueryState<ShownNow>(queryKey)
  const readAgain = () => cache.invalidateQueries({ queryKey })
  if (before && !before.data && before.fetchStatus !== 'idle') {
    // The very first read is not begun anew, and may be older than the gap.
    await cache.invalidateQueries({ queryKey })
    return cache.getQueryData(queryKey) ? readMissedOf(cache, rosterEntryId) : undefined
  }
  // A read that is under way may be older than the gap.
  if (!before?.data || before.fetchStatus !== 'idle' || before.isInvalidated) return readAgain()
  let found: EntryNow | undefined
  try {
    found = await ask(rosterEntryId, { shown: before.data })
  } catch (error) {
    if (!isPassing(error)) return readAgain()
    // A server that is too busy for this is not asked for more.
    if (tryingAgain.has(rosterEntryId)) return
    tryingAgain.add(rosterEntryId)
    await new Promise((done) => setTimeout(done, spreadDelay(pause)))
    tryingAgain.delete(rosterEntryId)
    const shown = cache.getQueryCache().find({ queryKey, type: 'active' })
    const next = Math.min(2 * pause, TRY_AGAIN_MOST_MS)
    return shown ? readMissedOf(cache, rosterEntryId, next) : readAgain()
  }
  if (found === undefined) return
  // An event that came meanwhile may be newer than this answer, or older.
  if (cache.getQueryState(queryKey) !== before) return readAgain()
  cache.setQueryData(queryKey, found)
}

/** With what is `shown`, undefined says that nothing more was told. */
function ask(
  rosterEntryId: string,
  { shown, signal = null }: { shown?: ShownNow; signal?: AbortSignal | null } = {},
): Promise<EntryNow | undefined> {
  const path = { roster_entry_id: rosterEntryId }
  const question = shown && {
    params: { path, query: { since: shown.as_of, heard: shown.heard ?? [] } },
    fetch: sendUnrepeated,
  }
  return call<EntryNow | undefined>(
    api.GET('/api/v1/candidate/entries/{roster_entry_id}/now', question ?? { params: { path }, signal }),
  )
}

/** One act of this entry: refusals are said, and the page reads where it stands either way. */
export function useAct<T = void>(rosterEntryId: string, act: (value: T) => Promise<unknown>, done?: string) {
  const cache = useQueryClient()
  const text = useErrorText()
  return useMutation({
    mutationFn: (value: T) => press(() => act(value)),
    onSuccess: () => done && showToast(done),
    onError: (error) => showToast(text(error), { bad: true }),
    onSettled: () => cache.invalidateQueries({ queryKey: nowKey(rosterEntryId) }),
  })
}

export function useTexts() {
  const english = useTranslation().i18n.language === 'en'
  return (one: { title: string; title_en: string; text: string; text_en: string }) =>
    english && one.text_en
      ? { title: one.title_en || one.title, text: one.text_en }
      : { title: one.title, text: one.text }
}
