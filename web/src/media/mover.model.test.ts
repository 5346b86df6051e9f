import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/errors'
import { fakeDevices } from '@/test/fake_devices'
import { FakeRoom } from '@/test/fake_room'
import { LocalMedia } from './local.model'
import { DeskMover } from './mover.model'

beforeEach(() => {
  fakeDevices()
  FakeRoom.reset()
})

afterEach(() => void vi.useRealTimers())

async function mover() {
  const local = new LocalMedia()
  await local.open()
  const seat = async () => ({ token: 't' })
  return { mover: new DeskMover({ local, createRoom: async (events) => new FakeRoom(events) }), seat }
}
const all = ['camera', 'microphone'] as const

it('never has an open microphone in two rooms', async () => {
  const { mover: staff, seat } = await mover()
  await staff.visit({ place: 'a', publish: all }, seat)
  FakeRoom.log = []
  await staff.visit({ place: 'b', publish: all, cue: async () => FakeRoom.log.push('cue') }, seat)
  expect(FakeRoom.log).toEqual([
    'room1 connected',
    'room1 sends camera',
    'room0 stops microphone',
    'room0 stops camera',
    'cue',
    'room1 sends microphone',
    'room0 left',
  ])
  expect(staff.getSnapshot()).toMatchObject({ at: 'b', next: null })
})

it('stays where it is when the next place is closed', async () => {
  const { mover: staff, seat } = await mover()
  const first = await staff.visit({ place: 'a', publish: all }, seat)
  const closed = async () => Promise.reject(new ApiError('seat_closed', 409))
  await expect(staff.visit({ place: 'b', publish: all }, closed)).rejects.toThrow('seat_closed')
  expect(staff.getSnapshot()).toMatchObject({ current: first, next: null, at: 'a' })
  expect(FakeRoom.made[0]!.sent.has('microphone')).toBe(true)
})

it('takes two quick calls one after the other and ends at the last', async () => {
  const { mover: staff, seat } = await mover()
  await Promise.all([
    staff.visit({ place: 'a', publish: all }, seat),
    staff.visit({ place: 'b', publish: all }, seat),
    staff.visit({ place: 'c', publish: [] }, seat),
  ])
  expect(staff.getSnapshot().at).toBe('c')
  expect(FakeRoom.made.filter((room) => !room.gone)).toHaveLength(1)
  expect(FakeRoom.last.sent.size).toBe(0)
})

it('only changes what it sends when it is there already', async () => {
  const { mover: staff, seat } = await mover()
  await staff.visit({ place: 'a', publish: [] }, seat)
  await staff.visit({ place: 'a', publish: all }, seat)
  expect(FakeRoom.made).toHaveLength(1)
  expect([...FakeRoom.last.sent.keys()]).toEqual(['camera', 'microphone'])
})

const away = async () => Promise.reject(new ApiError('media_unavailable', 503))

it('leaves at once a place that it cannot reach, and never arrives there', async () => {
  vi.useFakeTimers()
  const { mover: staff, seat } = await mover()
  const cue = vi.fn(async () => undefined)
  let back = false
  const visit = staff.visit({ place: 'panel', publish: all, cue }, async () => (back ? seat() : away()))
  const queued = staff.visit({ place: 'panel', publish: all, cue }, seat)
  void visit.catch(() => undefined)
  void queued.catch(() => undefined)
  await vi.advanceTimersByTimeAsync(2_000)
  let left = false
  void staff.leave().then(() => (left = true))
  await vi.advanceTimersByTimeAsync(0)
  expect(left).toBe(true)
  back = true
  await vi.advanceTimersByTimeAsync(60_000)
  await expect(visit).rejects.toThrow('left')
  await expect(queued).rejects.toThrow('left')
  expect(FakeRoom.log).toEqual([])
  expect(cue).not.toHaveBeenCalled()
})

it('gives up a place that it cannot reach for the next one', async () => {
  vi.useFakeTimers()
  const { mover: staff, seat } = await mover()
  const visit = staff.visit({ place: 'panel', publish: all }, away)
  void visit.catch(() => undefined)
  await vi.advanceTimersByTimeAsync(2_000)
  await staff.visit({ place: 'desk', publish: all }, seat)
  await expect(visit).rejects.toThrow('left')
  expect(staff.getSnapshot()).toMatchObject({ at: 'desk', next: null })
})

it('opens no microphone when it leaves during the cue', async () => {
  const { mover: staff, seat } = await mover()
  const visit = staff.visit({ place: 'a', publish: all, cue: async () => void staff.leave() }, seat)
  await expect(visit).rejects.toThrow('left')
  expect(FakeRoom.log).toEqual(['room0 connected', 'room0 sends camera', 'room0 left'])
})
