import type { LocalSource } from './local.model'
import type { TrackView } from './people'

type Picture = { kind: 'live' | 'camera_off' | 'not_connected' } | { kind: 'interrupted'; since: number }

/** What a tile shows of a camera: its picture, or in words why there is none. */
export function tileState(view: TrackView | null | undefined): Picture {
  if (!view) return { kind: 'not_connected' }
  if (view.interruptedSince !== null) return { kind: 'interrupted', since: view.interruptedSince }
  return view.muted ? { kind: 'camera_off' } : { kind: 'live' }
}

/** The same for this machine's own camera. */
export function ownTileState(camera: LocalSource): Picture | { kind: 'connecting' } {
  if (camera.status === 'asking') return { kind: 'connecting' }
  if (camera.status !== 'on') return { kind: 'not_connected' }
  return camera.enabled ? { kind: 'live' } : { kind: 'camera_off' }
}
