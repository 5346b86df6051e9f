import { useSyncExternalStore } from 'react'

interface Readable<S> {
  subscribe(listener: () => void): () => void
  getSnapshot(): S
}

/** Reads any of the models: `const desk = useModel(deskConnection)`. */
export function useModel<S>(model: Readable<S>): S {
  return useSyncExternalStore(model.subscribe, model.getSnapshot)
}
