import { useEffect, useRef, useState } from 'react'
import { serverClock } from '@/api/clock'
import type { PersonView } from '@/media/people'
import { tileState } from '@/media/tile'
import type { TileState } from '@/ui/VideoTile'

interface Memory {
  whose: string
  seen: boolean
  since: number | null
}

/**
 * A picture that was there and is gone is lost, also while its sender comes back under a new seat.
 * `whose` names the person for as long as the page expects them.
 */
export function useSteadyTile(whose: string, view: PersonView | undefined): TileState {
  const memory = useRef<Memory>({ whose, seen: false, since: null })
  if (memory.current.whose !== whose) memory.current = { whose, seen: false, since: null }
  const direct = tileState(view?.camera)
  if (direct.kind === 'live' || direct.kind === 'camera_off') {
    memory.current = { whose, seen: true, since: null }
    return direct
  }
  if (direct.kind === 'interrupted') {
    memory.current = { whose, seen: true, since: direct.since }
    return direct
  }
  if (!memory.current.seen) return view?.present ? { kind: 'connecting' } : direct
  memory.current.since ??= Date.now()
  return { kind: 'interrupted', since: memory.current.since }
}

/** A page that came after the loss saw no picture itself: the server knows since when there is none. */
export function toldState(state: TileState, interruptedSince: string | null | undefined): TileState {
  if (!interruptedSince || (state.kind !== 'not_connected' && state.kind !== 'connecting')) return state
  return { kind: 'interrupted', since: Date.parse(interruptedSince) - serverClock.offset }
}

/** An ending is read long before this, or what is read does not come at all. */
const UNREAD_MS = 3_000

/**
 * Somebody who left may have been let go by an ending that this page has not read yet. They are lost once the
 * server, read after it, still has them here. `readAt` is the server's time of what the page shows.
 */
export function useLostForSure(state: TileState, left: boolean, readAt: string): TileState {
  const since = left && state.kind === 'interrupted' ? state.since : null
  const [unread, setUnread] = useState<number | null>(null)
  useEffect(() => {
    if (since === null) return
    const timer = setTimeout(() => setUnread(since), since + UNREAD_MS - Date.now())
    return () => clearTimeout(timer)
  }, [since])
  if (since === null || unread === since || Date.parse(readAt) - serverClock.offset > since) return state
  return { kind: 'connecting' }
}
