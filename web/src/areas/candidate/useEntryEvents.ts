import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSocket } from '@/live/Live'
import type { PushEvent } from '@/live/socket'
import { nowKey, withHeard, type EntryNow, type ShownNow } from './now'

type Change = (now: EntryNow, event: PushEvent) => EntryNow

const str = (value: unknown) => String(value)

/** The call must not wait for another question to the server. */
export const ringNow: Change = (now, { data, at }) =>
  data.entry_id === now.queue?.entry_id
    ? {
        ...now,
        step: 'invited',
        invitation: { id: str(data.invitation_id), sent_at: at, expires_at: str(data.expires_at) },
      }
    : now

/** Everybody's place moves when one candidate is done: told with the event, asked by nobody. */
export const movePlace: Change = (now, { data, subject }) =>
  now.queue && subject.endsWith(now.queue.entry_id)
    ? {
        ...now,
        queue: {
          ...now.queue,
          place: Number(data.place),
          ahead: Number(data.ahead),
          forecast_from: str(data.forecast_from),
          forecast_to: str(data.forecast_to),
        },
      }
    : now

function addMessage(to: 'me' | 'room'): Change {
  return (now, { data }) => {
    const id = str(data.message_id)
    if (now.messages.some((message) => message.id === id)) return now
    const message = {
      id,
      author_name: str(data.author_name),
      author_role: str(data.author_role),
      text: str(data.text),
      sent_at: str(data.sent_at),
      to,
    }
    return { ...now, messages: [...now.messages, message] }
  }
}
export const addMine = addMessage('me')
export const addBroadcast = addMessage('room')

/** What the own phone tells of itself; the laptop's page knows its own facts. */
export const changePhone: Change = (now, { data }) =>
  data.kind === 'phone' && now.phone.state === 'connected'
    ? {
        ...now,
        phone: {
          ...now.phone,
          battery_percent: data.battery_percent as number | null,
          page_hidden: data.page_hidden === true,
        },
      }
    : now

/** That the own computer is connected the page knows by itself; for a phone's coming all is read again besides. */
const nothingShown: Change = (now) => now

const CHANGES: Record<string, Change> = {
  'interviews.candidate_invited': ringNow,
  'waiting.place_changed': movePlace,
  'chat.candidate_message_delivered': addMine,
  'chat.broadcast_delivered': addBroadcast,
  'desks.device_facts_reported': changePhone,
  'desks.device_came_online': nothingShown,
  'desks.device_went_offline': nothingShown,
}

/**
 * Changes what is shown, and keeps that the event was heard. A read that is under way, or failed, may be older
 * than the event, so another takes its place.
 */
export function applyChange(cache: QueryClient, rosterEntryId: string, event: PushEvent): void {
  const queryKey = nowKey(rosterEntryId)
  const change = CHANGES[event.type]
  const before = cache.getQueryState<ShownNow>(queryKey)
  if (!change || !before?.data) return
  const after = change(before.data, event)
  const reads = before.fetchStatus !== 'idle' || before.isInvalidated
  if (reads && after === before.data) return
  cache.setQueryData<ShownNow>(queryKey, withHeard(after, event.id))
  if (reads) void cache.invalidateQueries({ queryKey })
}

/** Events that carry all there is to show. */
export function useEntryEvents(rosterEntryId: string): void {
  const cache = useQueryClient()
  const socket = useSocket()
  useEffect(
    () => socket.onEvent((event) => applyChange(cache, rosterEntryId, event)),
    [cache, socket, rosterEntryId],
  )
}
