import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeDevices, showPage } from '@/test/fake_devices'
import type { FakeTrack } from '@/test/fake_room'
import { LocalMedia } from './local.model'

let browser: ReturnType<typeof fakeDevices>
beforeEach(() => {
  browser = fakeDevices()
})
const track = (local: LocalMedia, kind: 'camera' | 'microphone') =>
  local.getSnapshot()[kind].track as unknown as FakeTrack

describe('opening', () => {
  it('asks once for both', async () => {
    const local = new LocalMedia()
    await local.open()
    await local.open()
    expect(browser.asked).toHaveLength(1)
    expect(local.getSnapshot().camera).toMatchObject({ status: 'on', fault: null, label: 'a video device' })
    expect(local.getSnapshot().microphone.status).toBe('on')
  })

  it('still brings the camera when there is no microphone', async () => {
    browser.fail.push('NotFoundError', null, 'NotFoundError')
    const local = new LocalMedia()
    await local.open()
    expect(local.getSnapshot().camera.status).toBe('on')
    expect(local.getSnapshot().microphone).toMatchObject({ status: 'failed', fault: 'not_found' })
  })

  it.each([
    ['NotAllowedError', 'permission_denied'],
    ['NotReadableError', 'in_use'],
    ['SomethingNew', 'unknown'],
  ])('names %s as %s', async (name, fault) => {
    browser.fail.push(name)
    const local = new LocalMedia()
    await local.open(['camera'])
    expect(local.getSnapshot().camera).toMatchObject({ status: 'failed', fault })
  })

  it('takes any camera when the chosen one is not there', async () => {
    const local = new LocalMedia()
    browser.fail.push('OverconstrainedError')
    await local.choose('camera', 'an-old-one')
    expect(browser.asked).toHaveLength(2)
    expect(local.getSnapshot().camera.status).toBe('on')
  })

  it('says when the page is not secure', async () => {
    vi.stubGlobal('isSecureContext', false)
    const local = new LocalMedia()
    await local.open()
    expect(local.getSnapshot().camera.fault).toBe('insecure')
    expect(browser.asked).toHaveLength(0)
  })
})

describe('afterwards', () => {
  it('switches the original and tells it once', async () => {
    const local = new LocalMedia()
    await local.open()
    const told: unknown[] = []
    local.switched.on((...args) => told.push(args))
    local.setEnabled('microphone', false)
    local.setEnabled('microphone', false)
    expect(track(local, 'microphone').enabled).toBe(false)
    expect(told).toEqual([['microphone', false]])
  })

  it('lets go of the camera that is switched off, and takes it again', async () => {
    const local = new LocalMedia()
    await local.open()
    const [before, replaced] = [track(local, 'camera'), vi.fn()]
    local.replaced.on(replaced)
    local.setEnabled('camera', false)
    expect(before.readyState).toBe('ended')
    expect(track(local, 'camera')).toMatchObject({ label: 'dark', enabled: false })
    await local.open()
    expect(browser.asked).toHaveLength(1)
    local.setEnabled('camera', true)
    await vi.waitFor(() => expect(track(local, 'camera').label).toBe('a video device'))
    expect(track(local, 'camera').enabled).toBe(true)
    expect(replaced).toHaveBeenCalledTimes(2)
  })

  it('says when the camera does not come back, and tries again', async () => {
    const local = new LocalMedia()
    await local.open()
    local.setEnabled('camera', false)
    browser.fail.push('NotReadableError')
    local.setEnabled('camera', true)
    await vi.waitFor(() => expect(local.getSnapshot().camera.status).toBe('failed'))
    expect(local.getSnapshot().camera.fault).toBe('in_use')
    await local.retry('camera')
    expect(local.getSnapshot().camera).toMatchObject({ status: 'on', fault: null, enabled: true })
  })

  it('stays dark when it is switched off before the camera came', async () => {
    const local = new LocalMedia()
    await local.open()
    local.setEnabled('camera', false)
    local.setEnabled('camera', true)
    local.setEnabled('camera', false)
    await vi.waitFor(() => expect(browser.asked).toHaveLength(2))
    expect(track(local, 'camera').label).toBe('dark')
  })

  it('keeps a switch off when the device changes', async () => {
    const local = new LocalMedia()
    await local.open()
    local.setEnabled('camera', false)
    await local.choose('camera', 'other')
    expect(browser.asked).toHaveLength(1)
    expect(local.getSnapshot().camera).toMatchObject({ deviceId: 'other', enabled: false })
  })

  it('comes back by itself when the device is plugged in again', async () => {
    const local = new LocalMedia()
    await local.open()
    const replaced: string[] = []
    local.replaced.on((kind) => replaced.push(kind))
    browser.fail.push('NotFoundError')
    track(local, 'camera').stop()
    track(local, 'camera').dispatchEvent(new Event('ended'))
    await vi.waitFor(() => expect(local.getSnapshot().camera.status).toBe('failed'))
    expect(local.getSnapshot().camera.fault).toBe('not_found')
    browser.devices.dispatchEvent(new Event('devicechange'))
    await vi.waitFor(() => expect(local.getSnapshot().camera.status).toBe('on'))
    expect(replaced).toEqual(['camera'])
  })

  it('revives a track that stays silent after the page came back', async () => {
    vi.useFakeTimers()
    const local = new LocalMedia()
    await local.open()
    const before = track(local, 'microphone')
    before.muted = true
    showPage(false)
    showPage(true)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(track(local, 'microphone')).not.toBe(before)
    vi.useRealTimers()
  })

  it('lets go of everything', async () => {
    const local = new LocalMedia()
    await local.open()
    const tracks = [track(local, 'camera'), track(local, 'microphone')]
    local.close()
    expect(tracks.map((one) => one.readyState)).toEqual(['ended', 'ended'])
    expect(local.getSnapshot().camera.status).toBe('idle')
  })

  it('lets go of what is answered after the end', async () => {
    const local = new LocalMedia()
    const opening = local.open()
    local.close()
    await opening
    expect(browser.given.map((one) => one.readyState)).toEqual(['ended', 'ended'])
    expect(local.getSnapshot().camera).toMatchObject({ status: 'idle', track: null })
  })

  it('says nothing of a refusal that comes after the end', async () => {
    browser.fail.push('NotAllowedError')
    const local = new LocalMedia()
    const opening = local.open()
    local.close()
    await opening
    expect(browser.asked).toHaveLength(1)
    expect(local.getSnapshot().camera).toMatchObject({ status: 'idle', fault: null })
  })

  it('comes back by itself also when it was closed and opened again', async () => {
    vi.useFakeTimers()
    const local = new LocalMedia()
    await local.open()
    local.close()
    await local.open()
    const before = track(local, 'camera')
    before.muted = true
    showPage(false)
    showPage(true)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(track(local, 'camera')).not.toBe(before)
    vi.useRealTimers()
  })

  it('keeps the last of two answers that cross', async () => {
    const local = new LocalMedia()
    await local.open()
    const first = browser.hold()
    const choosing = local.choose('camera', 'slow')
    await local.choose('camera', 'quick')
    const kept = track(local, 'camera')
    first()
    await choosing
    expect(track(local, 'camera')).toBe(kept)
    expect(browser.given.filter((one) => one.kind === 'video' && one.readyState === 'live')).toEqual([kept])
  })
})

describe('a choice', () => {
  it('lets go of the device before, for phones open one at a time', async () => {
    const local = new LocalMedia()
    await local.open()
    const before = track(local, 'camera')
    const letGo: string[] = []
    local.lettingGo.on((kind) => letGo.push(kind))
    const answer = browser.hold()
    const choosing = local.choose('camera', 'other')
    expect([before.readyState, letGo]).toEqual(['ended', ['camera']])
    answer()
    await choosing
  })

  it('that cannot be had goes back to what was there, and says why', async () => {
    const local = new LocalMedia()
    await local.open()
    browser.fail.push('NotReadableError')
    await local.choose('camera', 'busy')
    expect(local.getSnapshot().camera).toMatchObject({
      status: 'on',
      deviceId: 'video-device',
      fault: 'in_use',
    })
    expect(track(local, 'camera').readyState).toBe('live')
    await local.choose('camera', 'another')
    expect(local.getSnapshot().camera.fault).toBeNull()
  })

  it('of the other side of a phone goes back as well', async () => {
    const local = new LocalMedia({ facing: 'environment' })
    await local.open(['camera'])
    browser.fail.push('NotReadableError')
    await local.flip()
    expect(local.facingUser).toBe(false)
    expect(local.getSnapshot().camera).toMatchObject({ status: 'on', fault: 'in_use' })
  })
})

it('is not lost when it is asked for again and only the answer fails', async () => {
  const local = new LocalMedia()
  await local.open()
  browser.fail.push('NotReadableError')
  await local.retry('camera')
  expect(local.getSnapshot().camera).toMatchObject({ status: 'on', fault: 'in_use' })
  await local.retry('camera')
  expect(local.getSnapshot().camera).toMatchObject({ status: 'on', fault: null })
})
