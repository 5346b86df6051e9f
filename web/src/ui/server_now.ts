import { useSyncExternalStore } from 'react'
import { serverClock } from '@/api/clock'

/* One timer for every clock on the page, so that they all step together. */
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null
let second = 0

function currentSecond(): number {
  return Math.floor(serverClock.now() / 1000)
}

function tick(): void {
  const now = currentSecond()
  if (now === second) return
  second = now
  listeners.forEach((listener) => listener())
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === null) {
    second = currentSecond()
    timer = setInterval(tick, 200)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer)
      timer = null
    }
  }
}

/** The server's time in ms, whole seconds; renders again once a second. */
export function useServerNow(): number {
  return useSyncExternalStore(subscribe, currentSecond) * 1000
}

/** Something that depends on the time; renders again only when it changes. */
export function useOfNow<Value extends number | null>(of: (now: number) => Value): Value {
  return useSyncExternalStore(subscribe, () => of(currentSecond() * 1000))
}

/** `mm:ss` material: how long ago a moment of this machine's own clock was. */
export function useElapsedSince(localMs: number | null): number {
  const now = useServerNow() - serverClock.offset
  return localMs === null ? 0 : Math.max(0, now - localMs)
}
