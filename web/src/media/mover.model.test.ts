import { beforeEach, expect, it } from 'vitest'
import { ApiError } from '@/api/errors'
import { fakeDevices } from '@/test/fake_devices'
import { FakeRoom } from '@/test/fake_room'
import { LocalMedia } from './local.model'
import { DeskMover } from './mover.model'

beforeEach(() => {
  fakeDevices()
  FakeRoom.reset()
})

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
