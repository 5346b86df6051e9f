import { notifyManager, useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import { SCHOOL } from './me'

/** Reads the school's pages again, and answers what is there once the page has it; `more` is read besides. */
export function useReread<T>(now: T, more?: () => Promise<unknown>) {
  const cache = useQueryClient()
  const newest = useRef(now)
  useLayoutEffect(() => {
    newest.current = now
  })
  return async () => {
    await Promise.all([cache.invalidateQueries({ queryKey: SCHOOL }), more?.()])
    // After the page has what was read.
    return new Promise<T>((resolve) => notifyManager.schedule(() => resolve(newest.current)))
  }
}

/**
 * What a form was filled from, by `valuesOf`. The page behind it reads on by itself; the form keeps its own state and
 * version until it is told to read again, so that nothing typed is lost and nobody is overwritten unseen. `initial` and
 * `onReload` are for the `FormDrawer`.
 */
export function useSnapshot<T, V>(now: T, valuesOf: (thing: T) => V, more?: () => Promise<unknown>) {
  const [taken, setTaken] = useState(now)
  const reread = useReread(now, more)
  async function onReload() {
    const read = await reread()
    // Where nothing could be read the form stays as it is.
    if (read === taken) return null
    setTaken(read)
    return valuesOf(read)
  }
  return { taken, initial: valuesOf(taken), onReload }
}
