import { notifyManager, useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import { SCHOOL } from './me'

/**
 * What a form was filled from. The page behind it reads on by itself; the form keeps its own state and version until
 * it is told to read again, so that nothing typed is lost and nobody is overwritten unseen.
 */
export function useSnapshot<T>(now: T) {
  const cache = useQueryClient()
  const [taken, setTaken] = useState({ value: now, times: 0 })
  const newest = useRef(now)
  useLayoutEffect(() => {
    newest.current = now
  })
  async function reload() {
    await cache.invalidateQueries({ queryKey: SCHOOL })
    // After the page has what was read. Where nothing could be read the form stays, and is not reset later unasked.
    notifyManager.schedule(() =>
      setTaken((old) =>
        newest.current === old.value ? old : { value: newest.current, times: old.times + 1 },
      ),
    )
  }
  /** `key` mounts the form anew with what was read. */
  return { taken: taken.value, key: taken.times, reload: () => void reload() }
}
