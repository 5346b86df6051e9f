import { useCallback, useEffect, useRef, useState } from 'react'
import { serverClock } from '@/api/clock'
import { Battery } from '@/media/battery.model'
import { useModel } from '@/media/hooks'
import type { LocalMedia } from '@/media/local.model'
import type { NetworkReport } from '@/media/network_check'
import { useVoiceHeard } from './recorder'
import { runNetworkCheck, saveResults, type CheckResults } from './check_api'

const SAVE_AFTER_MS = 500

/** What was not tried this time stays as it was found before. */
export function keepingWhatWasFound(results: CheckResults, before: Partial<CheckResults>): CheckResults {
  const tried = Object.entries(results).filter(([, value]) => value !== 'unknown' && value !== null)
  return { ...results, ...before, ...Object.fromEntries(tried) }
}

/**
 * All there is to say of this machine, and its saving. `before`: an earlier check that counts, which this one
 * only completes.
 */
export function useDeviceCheck(rosterEntryId: string, local: LocalMedia, before: Partial<CheckResults> = {}) {
  const { camera, microphone } = useModel(local)
  const [batteryModel] = useState(() => new Battery())
  const battery = useModel(batteryModel)
  const heard = useVoiceHeard(local.level, microphone.track)
  const [speaker, setSpeaker] = useState(false)
  const [network, setNetwork] = useState<NetworkReport | null>(null)
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const round = useRef(0)

  const runNetwork = useCallback(async () => {
    const mine = ++round.current
    setNetwork(null)
    const report = await runNetworkCheck(rosterEntryId)
    if (mine === round.current) setNetwork(report)
  }, [rosterEntryId])

  const again = useCallback(() => {
    setSpeaker(false)
    void local.retry('camera').then(() => local.retry('microphone'))
    void batteryModel.watch()
    void runNetwork()
  }, [local, batteryModel, runNetwork])

  useEffect(() => {
    void local.open()
    void batteryModel.watch()
    void runNetwork()
    return () => void (round.current += 1)
  }, [local, batteryModel, runNetwork])

  const results: CheckResults = {
    camera: camera.status === 'on' ? 'ok' : camera.status === 'failed' ? 'failed' : 'unknown',
    microphone: heard ? 'ok' : microphone.status === 'failed' ? 'failed' : 'unknown',
    speaker: speaker ? 'ok' : 'unknown',
    network_udp: network?.udp ?? 'unknown',
    network_tcp: network?.tcp ?? 'unknown',
    uplink_kbps: network?.uplinkKbps ?? null,
    loss_percent: network?.lossPercent ?? null,
    clock_skew_ms: serverClock.known ? -Math.round(serverClock.offset) : null,
    battery:
      battery.percent === null ? null : { percent: battery.percent, charging: battery.charging ?? false },
  }
  const passed = results.camera === 'ok' && results.microphone === 'ok'

  const save = useCallback(
    async (values: CheckResults) => {
      try {
        const { checked_at } = await saveResults(rosterEntryId, values)
        setSavedAt(checked_at)
        setError(null)
        return null
      } catch (refusal) {
        setError(refusal)
        return refusal
      }
    },
    [rosterEntryId],
  )

  const worthKeeping = keepingWhatWasFound(results, before)
  // The clock's last digits change with each answer; they alone are no reason to save.
  const worth = JSON.stringify({ ...worthKeeping, clock_skew_ms: null })
  const latest = useRef(worthKeeping)
  useEffect(() => {
    latest.current = worthKeeping
  })
  const finished = network !== null
  useEffect(() => {
    if (!finished) return
    const timer = setTimeout(() => void save(latest.current), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [worth, finished, save])

  return {
    camera,
    microphone,
    battery,
    heard,
    speaker,
    confirmSpeaker: () => setSpeaker(true),
    network,
    results,
    passed,
    savedAt,
    error,
    again,
    /** Answers the refusal, or null. */
    saveNow: () => save(latest.current),
  }
}

export type DeviceCheck = ReturnType<typeof useDeviceCheck>
