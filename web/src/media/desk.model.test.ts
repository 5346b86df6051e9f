import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/errors'
import { fakeDevices } from '@/test/fake_devices'
import type { FakeTrack } from '@/test/fake_room'
import { FakeRoom, remoteTrack } from '@/test/fake_room'
import { DeskConnection } from './desk.model'
import type { SeatAsk } from './seat_question'
import { LocalMedia } from './local.model'

beforeEach(() => {
  vi.useFakeTimers()
  fakeDevices()
  FakeRoom.reset()
})
afterEach(() => void vi.useRealTimers())

const settle = () => vi.advanceTimersByTimeAsync(0)

async function joined(options: { answers?: (unknown | Error)[]; opened?: boolean } = {}) {
  const local = new LocalMedia()
  if (options.opened ?? true) await local.open()
  const asks: SeatAsk[] = []
  const desk = new DeskConnection({
    local,
    publish: ['camera', 'microphone'],
    getSeat: async (ask) => {
      asks.push(ask)
      const answer = options.answers?.shift()
      if (answer instanceof Error) throw answer
      return { token: `token${asks.length}` }
    },
    createRoom: async (events) => new FakeRoom(events),
  })
  desk.start()
  await settle()
  return { desk, local, asks }
}

describe('joining', () => {
  it('sends clones, never the originals', async () => {
    const { desk, local } = await joined()
    expect(desk.getSnapshot()).toMatchObject({ phase: 'connected', since: null })
    const original = local.getSnapshot().camera.track
    expect((FakeRoom.last.sent.get('camera') as unknown as FakeTrack).cloneOf).toBe(original)
    await desk.leave()
    expect(original?.readyState).toBe('live')
  })

  it('sends also what is allowed only after the desk was reached', async () => {
    const { local } = await joined({ opened: false })
    expect(FakeRoom.last.sent.size).toBe(0)
    await local.open()
    await settle()
    expect([...FakeRoom.last.sent.keys()]).toEqual(['camera', 'microphone'])
  })

  it('tries for ever while the server is away, and stops at a refusal', async () => {
    const away = Array.from({ length: 12 }, () => new ApiError('media_unavailable', 503))
    const { desk, asks } = await joined({ answers: [...away, new ApiError('seat_closed', 409)] })
    await vi.advanceTimersByTimeAsync(120_000)
    expect(asks).toHaveLength(13)
    expect(desk.getSnapshot()).toMatchObject({ phase: 'stopped', stoppedBy: 'seat_closed' })
  })

  it('comes through a gate that says not now, and a room that is being made again', async () => {
    FakeRoom.refusals = [503, 404, 404, 404, null]
    const { desk } = await joined()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(desk.getSnapshot().phase).toBe('connected')
  })

  it('believes a gate that keeps refusing', async () => {
    FakeRoom.refusals = [403, 403, 403, 403]
    const { desk, asks } = await joined()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(desk.getSnapshot()).toMatchObject({ phase: 'stopped', stoppedBy: 'seat_closed' })
    expect(asks).toHaveLength(3)
  })
})

describe('interruption', () => {
  it('takes a fresh seat and a fresh room, and tells why the last one ended', async () => {
    const { desk, asks } = await joined()
    FakeRoom.last.events.onDisconnected(4)
    await settle()
    expect(asks[1]).toMatchObject({ after: 4, previous: { token: 'token1' } })
    expect(FakeRoom.made).toHaveLength(2)
    expect(FakeRoom.made[0]!.gone).toBe(true)
    expect([...FakeRoom.last.sent.keys()]).toEqual(['camera', 'microphone'])
    expect(desk.getSnapshot().phase).toBe('connected')
  })

  it('shows since when', async () => {
    const { desk } = await joined({ answers: [null, new ApiError('network', 0)] })
    const cut = Date.now()
    FakeRoom.last.events.onDisconnected(null)
    await vi.advanceTimersByTimeAsync(100)
    expect(desk.getSnapshot()).toMatchObject({ phase: 'interrupted', since: cut })
  })

  it('goes at once when the network returns', async () => {
    const away = Array.from({ length: 40 }, () => new ApiError('network', 0))
    const { asks } = await joined({ answers: [null, ...away] })
    FakeRoom.last.events.onDisconnected(null)
    await vi.advanceTimersByTimeAsync(30_000)
    const before = asks.length
    window.dispatchEvent(new Event('online'))
    await settle()
    expect(asks.length).toBe(before + 1)
  })

  it('asks anew at once for a seat whose question hangs, and believes the newest answer', async () => {
    const local = new LocalMedia()
    const answers: ((seat: { token: string }) => void)[] = []
    const desk = new DeskConnection({
      local,
      getSeat: () => new Promise((resolve) => answers.push(resolve)),
      createRoom: async (events) => new FakeRoom(events),
    })
    desk.start()
    await vi.advanceTimersByTimeAsync(1_000)
    window.dispatchEvent(new Event('online'))
    expect(answers).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(9_000)
    window.dispatchEvent(new Event('online'))
    expect(answers).toHaveLength(2)
    answers[0]!({ token: 'old' })
    await settle()
    expect(desk.getSnapshot().phase).toBe('connecting')
    answers[1]!({ token: 'new' })
    await settle()
    expect(desk.getSnapshot().phase).toBe('connected')
    expect(FakeRoom.last.connectedWith).toEqual({ token: 'new' })
    window.dispatchEvent(new Event('online'))
    expect(answers).toHaveLength(2)
  })

  it('does not sit out the slow tries of the SDK when the network returns', async () => {
    await joined()
    FakeRoom.last.events.onInterrupted()
    await vi.advanceTimersByTimeAsync(1_500)
    window.dispatchEvent(new Event('online'))
    await settle()
    expect(FakeRoom.made).toHaveLength(2)
  })

  it('leaves for good when told to', async () => {
    const { desk, asks } = await joined()
    await desk.leave()
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asks).toHaveLength(1)
    expect(desk.getSnapshot().phase).toBe('idle')
  })
})

describe('people', () => {
  it('counts a frozen picture from its last frame', async () => {
    const { desk } = await joined()
    const camera = remoteTrack()
    FakeRoom.last.events.onTrack(camera)
    camera.frames = 30
    await vi.advanceTimersByTimeAsync(1_000)
    const lastFrame = Date.now() - 500
    await vi.advanceTimersByTimeAsync(3_500)
    const since = desk.getSnapshot().people.someone?.camera?.interruptedSince
    expect(since).toBe(lastFrame)
    camera.frames = 60
    await vi.advanceTimersByTimeAsync(500)
    expect(desk.getSnapshot().people.someone?.camera?.interruptedSince).toBeNull()
  })

  it('keeps the tile of somebody cut, dated, until they are forgotten', async () => {
    const { desk } = await joined()
    const camera = remoteTrack()
    FakeRoom.last.events.onTrack(camera)
    FakeRoom.last.events.onTrackGone(camera.sid)
    FakeRoom.last.events.onLeft('someone')
    expect(desk.getSnapshot().people.someone).toMatchObject({ present: false, camera: { mediaTrack: null } })
    expect(desk.getSnapshot().people.someone?.camera?.interruptedSince).not.toBeNull()
    desk.forget('someone')
    expect(desk.getSnapshot().people.someone).toBeUndefined()
  })

  it('plays microphones only', async () => {
    const { desk } = await joined()
    const told: string[][] = []
    desk.suspicious.on((...args) => told.push(args))
    const lie = remoteTrack({ sid: 'TR_2', kind: 'audio', source: 'camera' })
    FakeRoom.last.events.onTrack(lie)
    expect(lie.dropped).toBe(true)
    expect(told).toEqual([['someone', 'camera']])
    expect(document.querySelectorAll('audio')).toHaveLength(0)
    FakeRoom.last.events.onTrack(remoteTrack({ sid: 'TR_3', kind: 'audio', source: 'microphone' }))
    expect(document.querySelectorAll('audio')).toHaveLength(1)
    await desk.leave()
    expect(document.querySelectorAll('audio')).toHaveLength(0)
  })

  it('tells a camera switched off from one that was cut', async () => {
    const { desk } = await joined()
    const camera = remoteTrack()
    FakeRoom.last.events.onTrack(camera)
    FakeRoom.last.events.onTrackMuted(camera.sid, true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(desk.getSnapshot().people.someone?.camera).toMatchObject({ muted: true, interruptedSince: null })
  })
})

describe('own tracks', () => {
  it('follow the switch', async () => {
    const { local } = await joined()
    local.setEnabled('microphone', false)
    await settle()
    expect(FakeRoom.last.muted.get('microphone')).toBe(true)
  })

  it('show on the page that the panel muted them', async () => {
    const { desk, local } = await joined()
    const told: string[] = []
    desk.mutedByServer.on((source) => told.push(source))
    FakeRoom.last.events.onOwnMuted('microphone', true)
    expect(local.getSnapshot().microphone.enabled).toBe(false)
    expect(told).toEqual(['microphone'])
  })

  it('come back from a device that was pulled out as the person had switched them', async () => {
    const { desk, local } = await joined()
    const told: string[] = []
    desk.mutedByServer.on((source) => told.push(source))
    ;(local.getSnapshot().microphone.track as unknown as FakeTrack).unplug()
    expect(FakeRoom.last.muted.get('microphone')).toBe(true)
    await settle()
    expect(local.getSnapshot().microphone).toMatchObject({ status: 'on', enabled: true })
    expect(FakeRoom.last.muted.get('microphone')).toBe(false)
    expect(told).toEqual([])
  })

  it('hold a device only once: the clone goes before another is asked for', async () => {
    const { local } = await joined()
    const before = FakeRoom.last.sent.get('camera')!
    const ask = vi.spyOn(navigator.mediaDevices, 'getUserMedia')
    ask.mockImplementationOnce((wanted) => {
      expect(before.readyState).toBe('ended')
      return navigator.mediaDevices.getUserMedia(wanted)
    })
    await local.flip()
    await settle()
    expect(ask).toHaveBeenCalled()
    expect(FakeRoom.last.sent.get('camera')).not.toBe(before)
    expect(FakeRoom.last.sent.get('camera')?.readyState).toBe('live')
  })

  it('leave no clone behind that was replaced', async () => {
    const { local } = await joined()
    const before = FakeRoom.last.sent.get('camera')!
    await local.retry('camera')
    await settle()
    expect(FakeRoom.last.sent.get('camera')).not.toBe(before)
    expect(before.readyState).toBe('ended')
  })

  it('leave no clone behind whose sending was refused', async () => {
    FakeRoom.publishing = Promise.reject(new Error('no permission'))
    const { local } = await joined()
    const { clones } = local.getSnapshot().camera.track as unknown as FakeTrack
    expect(clones.map((clone) => clone.readyState)).toEqual(['ended'])
  })

  it('leave no clone behind whose sending outlasts the desk', async () => {
    let sent = () => {}
    FakeRoom.publishing = new Promise<void>((resolve) => (sent = resolve))
    const { desk, local } = await joined()
    const { clones } = local.getSnapshot().camera.track as unknown as FakeTrack
    expect(clones.map((clone) => clone.readyState)).toEqual(['live'])
    await desk.leave()
    sent()
    await settle()
    expect(clones.map((clone) => clone.readyState)).toEqual(['ended'])
  })

  it('send the new original after a change of device', async () => {
    const { local } = await joined()
    await local.choose('camera', 'other')
    await settle()
    const sent = FakeRoom.last.sent.get('camera') as unknown as FakeTrack
    expect(sent.cloneOf).toBe(local.getSnapshot().camera.track)
  })

  it('share the screen again after a reconnect', async () => {
    const { desk } = await joined()
    await desk.share.start()
    expect(FakeRoom.last.sent.has('screen')).toBe(true)
    FakeRoom.last.events.onDisconnected(null)
    await settle()
    expect(FakeRoom.made).toHaveLength(2)
    expect(FakeRoom.last.sent.has('screen')).toBe(true)
    await desk.share.stop()
    expect(FakeRoom.last.sent.has('screen')).toBe(false)
  })

  it('stop sharing the screen when the server has muted it', async () => {
    const { desk } = await joined()
    const told: string[] = []
    desk.mutedByServer.on((source) => told.push(source))
    await desk.share.start()
    FakeRoom.last.events.onOwnMuted('screen', true)
    await settle()
    expect([FakeRoom.last.sent.has('screen'), desk.share.getSnapshot().status]).toEqual([false, 'off'])
    expect(told).toEqual(['screen'])
  })
})
