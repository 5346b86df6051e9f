import { beforeEach, describe, expect, it } from 'vitest'
import { fakeDevices } from '@/test/fake_devices'
import { FakeRoom, FakeTrack } from '@/test/fake_room'
import { ScreenShare } from './share.model'

let share: ScreenShare
let room: FakeRoom
beforeEach(async () => {
  fakeDevices()
  FakeRoom.reset()
  share = new ScreenShare()
  room = new FakeRoom({} as FakeRoom['events'])
  await share.enter(room)
})

/** The chooser stands open until the test picks this screen. */
function chooser() {
  const track = new FakeTrack('video')
  let pick = () => {}
  Object.assign(navigator.mediaDevices, {
    getDisplayMedia: () =>
      new Promise((resolve) => (pick = () => resolve({ getVideoTracks: () => [track] }))),
  })
  return { track, pick: () => pick() }
}
const running = (track: FakeTrack) => [track, ...track.clones].filter((one) => one.readyState === 'live')

describe('a share that is stopped', () => {
  it('leaves nothing running, and can begin again', async () => {
    await share.start()
    const track = share.getSnapshot().track as unknown as FakeTrack
    await share.stop()
    expect([running(track), room.sent.size, share.getSnapshot().status]).toEqual([[], 0, 'off'])
    await share.start()
    expect(room.sent.has('screen')).toBe(true)
  })

  it('while it is being published is withdrawn as soon as it is, and can begin again', async () => {
    let publish = () => {}
    FakeRoom.publishing = new Promise<void>((resolve) => (publish = resolve))
    const { track, pick } = chooser()
    const starting = share.start()
    pick()
    await expect.poll(() => share.getSnapshot().status).toBe('on')
    await share.stop()
    expect(running(track)).toEqual([])
    publish()
    await starting
    expect([room.sent.size, share.getSnapshot().status]).toEqual([0, 'off'])
    const second = chooser()
    const again = share.start()
    second.pick()
    await again
    expect((room.sent.get('screen') as unknown as FakeTrack).cloneOf).toBe(second.track)
  })

  it('while the chooser is open does not begin afterwards', async () => {
    const { track, pick } = chooser()
    const starting = share.start()
    await share.stop()
    pick()
    await starting
    expect([running(track), room.sent.size, share.getSnapshot().status]).toEqual([[], 0, 'off'])
  })
})

it('lets the screen go when it may not be published', async () => {
  FakeRoom.publishing = Promise.reject(new Error('no permission'))
  const { track, pick } = chooser()
  const starting = share.start()
  pick()
  await expect(starting).rejects.toThrow('no permission')
  expect([running(track), share.getSnapshot().status]).toEqual([[], 'off'])
})

it('ends when the browser ends it', async () => {
  await share.start()
  const track = share.getSnapshot().track as unknown as FakeTrack
  track.unplug()
  expect([running(track), room.sent.size, share.getSnapshot().status]).toEqual([[], 0, 'off'])
})

it('outlives a connection that is cut while it is being published', async () => {
  let cut = () => {}
  FakeRoom.publishing = new Promise<void>((_, reject) => (cut = () => reject(new Error('cut'))))
  const starting = share.start()
  await expect.poll(() => share.getSnapshot().status).toBe('on')
  share.leave()
  cut()
  await starting
  FakeRoom.publishing = Promise.resolve()
  await share.enter(room)
  expect(room.sent.get('screen')?.readyState).toBe('live')
})

it('is published once in a room that is entered while another still answers', async () => {
  let publish = () => {}
  FakeRoom.publishing = new Promise<void>((resolve) => (publish = resolve))
  const starting = share.start()
  await expect.poll(() => share.getSnapshot().status).toBe('on')
  FakeRoom.publishing = Promise.resolve()
  const next = new FakeRoom({} as FakeRoom['events'])
  share.leave()
  await share.enter(next)
  publish()
  await starting
  expect([room.sent.size, next.sent.size]).toEqual([0, 1])
  expect(next.sent.get('screen')?.readyState).toBe('live')
})
