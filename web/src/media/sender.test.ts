import { beforeEach, describe, expect, it } from 'vitest'
import { fakeDevices } from '@/test/fake_devices'
import { FakeRoom, type FakeTrack } from '@/test/fake_room'
import { LocalMedia } from './local.model'
import type { RoomEvents } from './room.port'
import { Sender } from './sender'

beforeEach(() => {
  fakeDevices()
  FakeRoom.reset()
})

const room = () => new FakeRoom({ onOwnMuted: () => undefined } as unknown as RoomEvents)

async function sending() {
  const local = new LocalMedia()
  await local.open()
  const sender = new Sender(local)
  void sender.want(['camera', 'microphone'])
  return { local, sender }
}

/** Resolves when everything asked of the sender so far is done. */
const done = (sender: Sender) => sender.again()

describe('what is sent', () => {
  it('is sent anew when the room cannot take another track in its place', async () => {
    const { local, sender } = await sending()
    const here = room()
    await sender.enter(here)
    here.replacing = Promise.reject(new Error('unable to replace an unpublished track'))
    const before = here.sent.get('camera')!
    await local.flip()
    await done(sender)
    const now = here.sent.get('camera') as unknown as FakeTrack
    expect(now).not.toBe(before)
    expect(now.readyState).toBe('live')
    expect(now.cloneOf).toBe(local.getSnapshot().camera.track)
    const { clones } = local.getSnapshot().camera.track as unknown as FakeTrack
    expect(clones.filter((clone) => clone.readyState === 'live')).toEqual([now])
  })

  it('comes into the next room though the last one never answered', async () => {
    const { sender } = await sending()
    FakeRoom.publishing = new Promise(() => undefined)
    void sender.enter(room())
    await Promise.resolve()
    FakeRoom.publishing = Promise.resolve()
    const next = room()
    await sender.enter(next)
    expect([...next.sent.keys()]).toEqual(['camera', 'microphone'])
  })

  it('is not sent twice when the last room answers late', async () => {
    const { sender } = await sending()
    let answer = () => {}
    FakeRoom.publishing = new Promise<void>((resolve) => (answer = resolve))
    const last = room()
    const entered = sender.enter(last)
    await Promise.resolve()
    FakeRoom.publishing = Promise.resolve()
    const next = room()
    await sender.enter(next)
    FakeRoom.log = []
    answer()
    await entered
    expect(FakeRoom.log).toEqual([`${last.name} sends camera`])
    expect([...next.sent.values()].map((track) => track.readyState)).toEqual(['live', 'live'])
  })
})
