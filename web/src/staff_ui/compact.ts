import { useSyncExternalStore } from 'react'

/** Below this, staff pages drop words beside icons (they stay as labels). Same width as in staff.css. */
const COMPACT = '(max-width: 1360px)'

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia?.(COMPACT)
  media?.addEventListener('change', listener)
  return () => media?.removeEventListener('change', listener)
}

export function useCompact(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia?.(COMPACT).matches ?? false)
}
