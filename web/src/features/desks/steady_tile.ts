import { useRef } from 'react'
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
