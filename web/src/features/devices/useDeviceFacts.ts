import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { api, call, isPassing } from '@/api/client'
import type { components } from '@/api/schema'
import { Battery } from '@/media/battery.model'
import type { DeskConnection } from '@/media/desk.model'
import { useDeskState, useModel } from '@/media/hooks'
import type { LocalMedia, LocalSource } from '@/media/local.model'
import type { Quality } from '@/media/room.port'

export type DeviceFacts = components['schemas']['DeviceFacts']
type FactState = components['schemas']['FactState']

const LEAST_PAUSE_MS = 2_000
const REPEAT_MS = 30_000

export function factOf(source: LocalSource): FactState {
  if (source.status === 'on') return source.enabled ? 'ok' : 'muted'
  if (source.status !== 'failed') return 'unknown'
  return source.fault === 'permission_denied' || source.fault === 'insecure' ? 'blocked' : 'lost'
}

/** Bars of the stage board; null while the media server has not graded the connection. */
export const BARS: Record<Quality, number | null> = {
  excellent: 4,
  good: 3,
  poor: 1,
  lost: 0,
  unknown: null,
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}

export function usePageHidden(): boolean {
  return useSyncExternalStore(onVisibility, () => document.visibilityState === 'hidden')
}

/** `keepalive`: the request outlives the page. */
export type SendFacts = (facts: DeviceFacts, options: { keepalive: boolean }) => Promise<unknown>

/**
 * Tells what changed at once, no more often than each two seconds, and everything now and then. A phone may stop
 * a page as soon as it is hidden, so that is told before anything else.
 */
export function useReport(facts: DeviceFacts, active: boolean, send: SendFacts) {
  const latest = useRef({ facts, send })
  const sentAt = useRef(0)
  useEffect(() => {
    latest.current = { facts, send }
  })
  const words = JSON.stringify(facts)
  useEffect(() => {
    if (!active) return
    let current = true
    let next: ReturnType<typeof setTimeout>
    const tell = () => {
      sentAt.current = Date.now()
      const goOn = (error?: unknown) => {
        // A lost report is made good soon: staff look at it.
        if (current) next = setTimeout(tell, isPassing(error) ? LEAST_PAUSE_MS : REPEAT_MS)
      }
      void latest.current.send(latest.current.facts, { keepalive: false }).then(() => goOn(), goOn)
    }
    next = setTimeout(tell, Math.max(50, sentAt.current + LEAST_PAUSE_MS - Date.now()))
    return () => {
      current = false
      clearTimeout(next)
    }
  }, [words, active])
  useEffect(() => {
    if (!active) return
    return onVisibility(() => {
      if (document.visibilityState !== 'hidden') return
      const hidden = { ...latest.current.facts, page_hidden: true }
      void latest.current.send(hidden, { keepalive: true }).catch(() => undefined)
    })
  }, [active])
}

/** The laptop's own report to the stage board. */
export function useLaptopFacts(
  rosterEntryId: string,
  local: LocalMedia,
  desk: DeskConnection | null,
  active: boolean,
): void {
  const { quality } = useDeskState(desk)
  const { camera, microphone } = useModel(local)
  const [model] = useState(() => new Battery())
  const battery = useModel(model)
  const hidden = usePageHidden()
  useEffect(() => {
    if (active) void model.watch()
  }, [model, active])
  const facts: DeviceFacts = {
    camera: factOf(camera),
    microphone: factOf(microphone),
    page_hidden: hidden,
    battery_percent: battery.percent,
    charging: battery.charging,
    network: BARS[quality],
  }
  useReport(facts, active, (body, { keepalive }) =>
    call(
      api.POST('/api/v1/candidate/entries/{roster_entry_id}/device-facts', {
        params: { path: { roster_entry_id: rosterEntryId } },
        body,
        keepalive,
      }),
    ),
  )
}
