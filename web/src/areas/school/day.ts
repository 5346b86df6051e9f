import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSocket } from '@/live/Live'
import { isUrgent, Pacer } from '@/live/pacer'

/** Apart from what acts and events have read again at once: these pages read a whole school. */
export const DAY = ['school-day'] as const
const APART_MS = 1_000
/** Somebody waits too long, a day begins: no event tells what time alone brings. */
export const READ_AGAIN_MS = 60_000
/** While a worker counts; nothing is pushed for each count. */
export const WORKING_MS = 2_000

/** What the page shows under DAY is read again when something happened, at most once a second. */
export function useDayNews(): void {
  const cache = useQueryClient()
  const socket = useSocket()
  useEffect(() => {
    const pacer = new Pacer(
      () => cache.invalidateQueries({ queryKey: DAY }, { cancelRefetch: false }),
      APART_MS,
    )
    const offEvent = socket.onEvent((event) => pacer.tell(isUrgent(event.type)))
    const offGap = socket.onGap(() => pacer.tell(false))
    return () => {
      offEvent()
      offGap()
      pacer.stop()
    }
  }, [cache, socket])
}
