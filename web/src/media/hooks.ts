import { useEffect, useState, useSyncExternalStore } from 'react'
import { IDLE_DESK, type DeskConnection, type DeskState } from './desk.model'
import { WakeLock } from './wakelock.model'

interface Readable<S> {
  subscribe(listener: () => void): () => void
  getSnapshot(): S
}

/** Reads any of the models: `const desk = useModel(deskConnection)`. */
export function useModel<S>(model: Readable<S>): S {
  return useSyncExternalStore(model.subscribe, model.getSnapshot)
}

const NO_DESK: Readable<DeskState> = { subscribe: () => () => undefined, getSnapshot: () => IDLE_DESK }

/** The state of a desk, also before there is one. */
export function useDeskState(desk: DeskConnection | null): DeskState {
  return useModel(desk ?? NO_DESK)
}

/** Keeps the screen on while `wanted`. False: this browser does not, or not now (a phone that saves power). */
export function useScreenKeptOn(wanted: boolean): boolean {
  const [lock] = useState(() => new WakeLock())
  const { status } = useModel(lock)
  useEffect(() => {
    if (!wanted) return
    void lock.hold()
    return () => void lock.release()
  }, [lock, wanted])
  return status === 'held' || status === 'off'
}
