import { useSyncExternalStore } from 'react'
import { IDLE_DESK, type DeskConnection, type DeskState } from './desk.model'

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
