import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useEffect, type ReactNode } from 'react'
import { NewsToasts } from '@/features/notifications/NewsToasts'
import type { Effects } from '@/live/effects'
import { Live, useSocket } from '@/live/Live'
import { isUrgent, Pacer } from '@/live/pacer'
import { wakeSounds } from '@/media/sounds'
import { readAgain } from './reads'

// Every event of a room changes rows that only the server can derive, so pages read again, paced.
const EFFECTS: Effects = {}
const catchUp = (cache: QueryClient) => void readAgain(cache)

function Freshness() {
  const cache = useQueryClient()
  const socket = useSocket()
  useEffect(() => {
    const pacer = new Pacer(() => readAgain(cache))
    const off = socket.onEvent((event) => {
      // Of the rooms of a whole school: only the pages that show them read again, at their own pace.
      if (event.type !== 'exams.day_moved') pacer.tell(isUrgent(event.type))
    })
    return () => {
      off()
      pacer.stop()
    }
  }, [cache, socket])
  return null
}

/** Board, panel and inspection: who has one of them open is in that room; the list of rooms is no room. */
const ROOM_PAGE = /^\/s\/rooms\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(?:board|panel|inspection)$/

/** Around every staff page behind the log-in: the push connection, and the first touch that allows sound. */
export function ExamDayShell({ children }: { children: ReactNode }) {
  const room = useLocation({ select: ({ pathname }) => ROOM_PAGE.exec(pathname)?.[1] })
  useEffect(() => {
    const wake = () => wakeSounds()
    window.addEventListener('click', wake, { once: true })
    window.addEventListener('keydown', wake, { once: true })
    return () => {
      window.removeEventListener('click', wake)
      window.removeEventListener('keydown', wake)
    }
  }, [])
  return (
    <Live area="staff" effects={EFFECTS} catchUp={catchUp} room={room}>
      <Freshness />
      <NewsToasts />
      {children}
    </Live>
  )
}
