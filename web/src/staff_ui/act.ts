import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { press } from '@/api/client'
import { useErrorText } from '@/ui/error_text'
import { showToast } from '@/ui/toast'

/** Everything that staff pages read lies under this key. */
export const STAFF = 'staff'

/**
 * An act of staff: one at a time, a refusal is said, and what the page shows is read again either way.
 * The answer is undefined when it was refused.
 */
export function useAct<A extends unknown[], R>(
  act: (...args: A) => Promise<R>,
): [run: (...args: A) => Promise<R | undefined>, busy: boolean] {
  const cache = useQueryClient()
  const text = useErrorText()
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const newest = useRef(act)
  newest.current = act
  const run = useCallback(
    async (...args: A): Promise<R | undefined> => {
      if (running.current) return undefined
      running.current = true
      setBusy(true)
      try {
        return await press(() => newest.current(...args))
      } catch (error) {
        showToast(text(error), { bad: true })
        return undefined
      } finally {
        running.current = false
        setBusy(false)
        void cache.invalidateQueries({ queryKey: [STAFF] })
      }
    },
    [cache, text],
  )
  return [run, busy]
}
