import { screen } from '@testing-library/react'
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
  exam_name: '综合面试',
  exam_name_en: '',
  formality: 'formal',
  room_name: '第二考场',
  room_name_en: '',
  desk_open: false,
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.resetModules()
  fakeDevices()
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {} }))
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    if (pathname.endsWith('push-token')) return Response.json({ code: 'x' }, { status: 503 })
    return Response.json(pathname.endsWith('/now') ? { ...paired, state: 'replaced' } : paired)
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
