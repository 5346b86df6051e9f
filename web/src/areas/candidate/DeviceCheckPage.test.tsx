import { fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import errors from '@/i18n/zh-CN/errors.json'
import { Live } from '@/live/Live'
import { LocalMedia } from '@/media/local.model'
import { entryNow } from '@/test/entry_now'
import { fakeDevices } from '@/test/fake_devices'
import { show } from '@/test/render'
import { Toasts } from '@/ui/Toasts'
import { DeviceCheckPage } from './DeviceCheckPage'
import type { EntryNow } from './now'

const found = { camera: 'ok', microphone: 'ok', network_udp: 'failed', network_tcp: 'ok', uplink_kbps: 900 }
let saved: Record<string, unknown>[]
let local: LocalMedia

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  fakeDevices()
  saved = []
  local = new LocalMedia()
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    if (!pathname.endsWith('/device-checks')) return Response.json({ code: 'x' }, { status: 503 })
    saved.push(((await request.json()) as { results: Record<string, unknown> }).results)
    return Response.json({ code: 'not_found' }, { status: 404 })
  })
})
afterEach(() => {
  local.close()
  vi.useRealTimers()
})

async function open(step: EntryNow['step']) {
  const lookBack = vi.fn()
  const device_check = { checked_at: '2026-11-22T06:00:00.000Z', passed: true, results: found }
  await show(
    <Live area="candidate" effects={{}} catchUp={() => undefined}>
      <DeviceCheckPage
        now={entryNow({ step, device_check })}
        entryId="entry"
        local={local}
        desk={null}
        lookBack={lookBack}
        backFrom={null}
        screenKeptOn
      />
      <Toasts />
    </Live>,
  )
  await vi.advanceTimersByTimeAsync(100)
  return lookBack
}

it('from the waiting area keeps what an earlier check found and this one did not try', async () => {
  const lookBack = await open('waiting')
  fireEvent.click(screen.getByRole('button', { name: '完成，返回候考区' }))
  expect(lookBack).toHaveBeenCalledExactlyOnceWith(null)
  await vi.advanceTimersByTimeAsync(100)
  expect(saved[0]).toMatchObject(found)
})

it('goes back though the result cannot be saved, and says why', async () => {
  const lookBack = await open('waiting')
  fireEvent.click(screen.getByRole('button', { name: '完成，返回候考区' }))
  expect(lookBack).toHaveBeenCalledOnce()
  expect(await screen.findByText(errors.not_found, { selector: '.kc-toast span' })).toBeTruthy()
})

it('before the waiting area counts only what was found now', async () => {
  await open('device_check')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(saved[0]).toMatchObject({ camera: 'ok', microphone: 'unknown', network_udp: 'unknown' })
})

it('says what was switched off, and the way to switch it on', async () => {
  await open('waiting')
  local.setEnabled('microphone', false)
  const button = await screen.findByRole('button', { name: '打开麦克风' })
  fireEvent.click(button)
  expect(local.getSnapshot().microphone.enabled).toBe(true)
  expect(screen.queryByText('麦克风已关闭，候考官听不到您')).toBeNull()
})
