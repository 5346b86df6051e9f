import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, ApiError, call, isApiError } from '@/api/client'
import { useSocket } from '@/live/Live'
import { DeskConnection } from '@/media/desk.model'
import type { LocalMedia } from '@/media/local.model'
import type { SeatAsk } from '@/media/seat_question'
import { nowKey, readNow, type EntryNow, type Step } from './now'

/** The media server's words for "your seat was taken by somebody" (SDK numbers). */
const TAKEN: readonly (number | null)[] = [2, 4]
const TRY_AGAIN_MS = 2_000
/** Visitors sound only where the candidate is meant to hear them. */
const HEARD_IN: readonly Step[] = ['talk', 'interview']

/** Whether another tab holds the seat now: each taking has a new name, and events may be late or come twice. */
export class SeatWatch {
  private mine = new Set<string>()
  private asking = 0
  /** The answer to a question was lost: the server may have given a seat whose name nobody here knows. */
  private oneLost = false
  private told: string | null = null

  constructor(private onElsewhere: () => void) {}

  isMine(identity: string): boolean {
    return this.mine.has(identity)
  }

  async ask<T extends { identity: string }>(take: () => Promise<T>): Promise<T> {
    this.asking += 1
    try {
      const seat = await take()
      this.mine.add(seat.identity)
      return seat
    } catch (error) {
      if (isApiError(error, 'network')) this.oneLost = true
      throw error
    } finally {
      this.asking -= 1
      const { told } = this
      // The event of our own seat may come before its answer, that of a thief after it.
      if (this.asking === 0) {
        this.told = null
        if (told !== null) this.hear(told)
      }
    }
  }

  hear(identity: string): void {
    if (this.isMine(identity)) return
    if (this.asking > 0) this.told = identity
    else if (this.oneLost) {
      this.oneLost = false
      this.mine.add(identity)
    } else if (this.mine.size > 0) this.onElsewhere()
  }
}

async function seatOf(entryId: string, ask: SeatAsk, watch: SeatWatch) {
  const path = { roster_entry_id: entryId }
  if (TAKEN.includes(ask.after)) {
    const now = await readNow(entryId)
    const holder = now.people.find(({ role }) => role === 'candidate')
    if (holder && !watch.isMine(holder.identity)) throw new ApiError('seat_closed', 409)
  }
  const seat = await watch.ask(() =>
    call(api.POST('/api/v1/candidate/entries/{roster_entry_id}/seat', { params: { path } })),
  )
  return { token: seat.token, ice_servers: seat.ice_servers as unknown as RTCIceServer[] }
}

/**
 * The one media connection of an exam: it begins when the server opens the desk and lives until the desk
 * closes. Waiting, talk, call and interview only read it, so nothing re-joins and nobody is asked again.
 */
export function useDesk(
  entryId: string,
  local: LocalMedia,
  now: EntryNow,
  onElsewhere: () => void,
): DeskConnection | null {
  const [desk, setDesk] = useState<DeskConnection | null>(null)
  const cache = useQueryClient()
  const socket = useSocket()
  const elsewhere = useRef(onElsewhere)
  useEffect(() => {
    elsewhere.current = onElsewhere
  })
  const wanted = now.desk.open

  useEffect(() => {
    if (!wanted) return
    const watch = new SeatWatch(() => elsewhere.current())
    const connection = new DeskConnection({
      local,
      publish: ['camera', 'microphone'],
      listening: false,
      getSeat: (ask) => seatOf(entryId, ask, watch),
    })
    const offEvent = socket.onEvent((event) => {
      if (event.type !== 'desks.laptop_seat_taken' || event.data.roster_entry_id !== entryId) return
      watch.hear(String(event.data.identity))
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    const offState = connection.subscribe(() => {
      const { phase, stoppedBy } = connection.getSnapshot()
      if (phase !== 'stopped') return
      if (stoppedBy === 'seat_closed') return elsewhere.current()
      // The desk was closed under us, or is being opened again: the server says which.
      clearTimeout(timer)
      timer = setTimeout(() => connection.start(), TRY_AGAIN_MS)
      // Never cancelling: a slow answer must not be started over for ever.
      void cache.invalidateQueries({ queryKey: nowKey(entryId) }, { cancelRefetch: false })
    })
    connection.start()
    setDesk(connection)
    return () => {
      clearTimeout(timer)
      offEvent()
      offState()
      setDesk(null)
      void connection.leave()
    }
  }, [wanted, entryId, local, socket, cache])

  const heard = HEARD_IN.includes(now.step)
  useEffect(() => desk?.setListening(heard), [desk, heard])
  return desk
}
