import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { applyEvent, EventGate, spreadDelay, type Effects, type EventName } from './effects'
import { LiveSocket, type Area, type LiveState, type PushEvent } from './socket'

const SocketContext = createContext<LiveSocket | null>(null)

interface Props {
  area: Area
  effects: Effects
  /** After a gap: bring everything that the page shows up to date. */
  catchUp: (cache: QueryClient) => void
  /** The exam room that the page shows, if it is one of the staff's. */
  room?: string
  children: ReactNode
}

/** Opens the push connection while mounted and lets its events work on the query cache. */
export function Live({ area, effects, catchUp, room = '', children }: Props) {
  const cache = useQueryClient()
  const [socket] = useState(() => new LiveSocket(area))

  useEffect(() => {
    const gate = new EventGate()
    let timer: ReturnType<typeof setTimeout> | undefined
    const offEvent = socket.onEvent((event) => applyEvent(effects, gate, event, cache))
    const offGap = socket.onGap((spreadMs) => {
      clearTimeout(timer)
      timer = setTimeout(() => catchUp(cache), spreadDelay(spreadMs))
    })
    return () => {
      clearTimeout(timer)
      offEvent()
      offGap()
    }
  }, [socket, effects, catchUp, cache])

  useEffect(() => {
    socket.start(room)
    return () => socket.stop()
  }, [socket, room])

  return <SocketContext.Provider value={socket}>{children}</SocketContext.Provider>
}

export function useSocket(): LiveSocket {
  const socket = useContext(SocketContext)
  if (!socket) throw new Error('outside of <Live>')
  return socket
}

/** `since` fits `Bar`'s and `OfflineStrip`'s `connection`. */
export function useLiveState(): LiveState {
  const socket = useSocket()
  return useSyncExternalStore(socket.subscribe, socket.getSnapshot)
}

/** For what is no data: sounds, titles, a page to open. */
export function useLiveEvent(type: EventName, handler: (event: PushEvent) => void): void {
  const socket = useSocket()
  useEffect(() => socket.onEvent((event) => event.type === type && handler(event)), [socket, type, handler])
}
