import { renderHook } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { sendPhoneFacts } from '@/features/desks/phone'
import type { LocalSource } from '@/media/local.model'
import { roundFrames } from './frames'
import { showPage } from '@/test/fake_devices'
import { factOf, useReport } from './useDeviceFacts'

const source = (change: Partial<LocalSource>): LocalSource => ({
  status: 'on',
  enabled: true,
  track: null,
  fault: null,
  deviceId: null,
  label: '',
  ...change,
})

it('tells staff what became of a device', () => {
  expect(factOf(source({}))).toBe('ok')
  expect(factOf(source({ enabled: false }))).toBe('muted')
  expect(factOf(source({ status: 'asking' }))).toBe('unknown')
  expect(factOf(source({ status: 'failed', fault: 'permission_denied' }))).toBe('blocked')
  expect(factOf(source({ status: 'failed', fault: 'lost' }))).toBe('lost')
})

it('says exactly how few frames there are, and only about how many', () => {
  expect([3.4, 7.6, 11.9].map(roundFrames)).toEqual([3, 8, 12])
  expect([13, 22, 25, 29].map(roundFrames)).toEqual([12, 24, 24, 30])
})

it('tells that the page is hidden before the browser may stop it, with a request that outlives the page', async () => {
  const sent: Request[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(request)
    return Response.json({})
  })
  vi.useFakeTimers()
  const facts = { camera: 'ok', microphone: 'unknown', page_hidden: false } as const
  const { unmount } = renderHook(() => useReport(facts, true, sendPhoneFacts))
  await vi.advanceTimersByTimeAsync(1_000)
  sent.length = 0
  showPage(false)
  await vi.advanceTimersByTimeAsync(0)
  expect(sent).toHaveLength(1)
  expect(sent[0]!.keepalive).toBe(true)
  expect(await sent[0]!.json()).toMatchObject({ page_hidden: true, camera: 'ok' })
  unmount()
  showPage(true)
  vi.useRealTimers()
})

it('tells again soon what the server did not hear', async () => {
  const answers = [503, 200]
  const asked = vi.fn(async () => Response.json({}, { status: answers.shift() ?? 200 }))
  vi.stubGlobal('fetch', asked)
  vi.useFakeTimers()
  const facts = { camera: 'muted', microphone: 'unknown', page_hidden: false } as const
  const { unmount } = renderHook(() => useReport(facts, true, sendPhoneFacts))
  await vi.advanceTimersByTimeAsync(3_000)
  expect(asked).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(asked).toHaveBeenCalledTimes(2)
  unmount()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveBeenCalledTimes(2)
  vi.useRealTimers()
})
