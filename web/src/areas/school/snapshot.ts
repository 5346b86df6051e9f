import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { SCHOOL } from './me'

/**
 * What a form was filled from. The page behind it reads on by itself; the form keeps its own state and version until
 * it is told to read again, so that nothing typed is lost and nobody is overwritten unseen.
 */
export function useSnapshot<T>(now: T) {
  const cache = useQueryClient()
  const [taken, setTaken] = useState({ value: now, times: 0 })
  const [awaited, setAwaited] = useState(false)
  if (awaited && now !== taken.value) {
    setAwaited(false)
    setTaken({ value: now, times: taken.times + 1 })
  }
  async function reload() {
    await cache.invalidateQueries({ queryKey: SCHOOL })
    setAwaited(true)
  }
  /** `key` mounts the form anew with what was read. */
  return { taken: taken.value, key: taken.times, reload: () => void reload() }
}
