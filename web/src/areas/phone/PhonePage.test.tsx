import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PhoneNow } from '@/features/desks/phone'
import { fakeDevices } from '@/test/fake_devices'
import { show } from '@/test/render'

const paired: PhoneNow = {
  server_time: '2026-11-22T06:06:12.000Z',
  device_id: 'device',
  state: 'active',
  candidate_number_tail: '0417',
  school_name: '示范大学',
  school_name_en: '',
  exam_name: '综合面试',
  exam_name_en: '',
  formality: 'formal',
  room_name: '第二考场',
  room_name_en: '',
  desk_open: false,
}

let devices: ReturnType<typeof fakeDevices>
let state: PhoneNow['state']

beforeEach(() => {
  vi.useFakeTimers()
  vi.resetModules()
  devices = fakeDevices()
  state = 'replaced'
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    if (pathname.endsWith('push-token')) return Response.json({ code: 'x' }, { status: 503 })
    return Response.json(pathname.endsWith('/now') ? { ...paired, state } : paired)
  })
})
afterEach(() => void vi.useRealTimers())

/** The code is read once, when the module is loaded. */
async function openWith(hash: string) {
  location.hash = hash
  const { default: PhonePage } = await import('./PhonePage')
  await show(<PhonePage />)
}

it.each(['#scanned', ''])('says that another phone took its place, opened with "%s"', async (hash) => {
  await openWith(hash)
  await vi.advanceTimersByTimeAsync(9_000)
  expect(screen.getByRole('heading', { name: '已换用另一部手机' })).toBeTruthy()
})

it('has its camera on again by itself when an ending is taken back', async () => {
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
  state = 'active'
  await openWith('')
  await pass(1_000)
  fireEvent.click(screen.getByRole('button', { name: '开启摄像头' }))
  await pass(1_000)
  expect(screen.getByText('请保持此页面打开')).toBeTruthy()
  state = 'ended'
  await pass(5_000)
  expect(screen.getByRole('heading', { name: '考试已结束' })).toBeTruthy()
  expect(devices.given.map(({ readyState }) => readyState)).toEqual(['ended'])
  state = 'active'
  await pass(61_000)
  expect(screen.getByText('请保持此页面打开')).toBeTruthy()
  expect(devices.given.map(({ readyState }) => readyState)).toEqual(['ended', 'live'])
})
