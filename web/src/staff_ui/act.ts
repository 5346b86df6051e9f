import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { press } from '@/api/client'
import { useErrorText } from '@/ui/error_text'
import { showToast } from '@/ui/toast'

/** Everything that staff pages read lies under this key. */
export const STAFF = 'staff'

/**
 * An act of staff: one at a time (for each `on`, where rows have the same act), a refusal is said, and what the
 * page shows is read again either way. The answer is undefined when it was refused.
 */
export function useAct<A extends unknown[], R>(
  act: (...args: A) => Promise<R>,
  on: (...args: A) => string = () => '',
): [run: (...args: A) => Promise<R | undefined>, busy: boolean] {
  const cache = useQueryClient()
  const text = useErrorText()
  const [busy, setBusy] = useState(false)
  const running = useRef(new Set<string>())
  const newest = useRef({ act, on })
  newest.current = { act, on }
  const run = useCallback(
    async (...args: A): Promise<R | undefined> => {
      const what = newest.current.on(...args)
      if (running.current.has(what)) return undefined
      running.current.add(what)
      setBusy(true)
      try {
        return await press(() => newest.current.act(...args))
      } catch (error) {
        showToast(text(error), { bad: true })
        return undefined
      } finally {
        running.current.delete(what)
        setBusy(running.current.size > 0)
        void cache.invalidateQueries({ queryKey: [STAFF] })
      }
    },
    [cache, text],
  )
  return [run, busy]
}
