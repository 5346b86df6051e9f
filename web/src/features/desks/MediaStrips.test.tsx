import { fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { ApiError } from '@/api/client'
import { DeskConnection } from '@/media/desk.model'
import { fakeDevices } from '@/test/fake_devices'
import { FakeRoom } from '@/test/fake_room'
import { show } from '@/test/render'
import { MediaStrips } from './MediaStrips'

beforeEach(() => {
  fakeDevices()
  FakeRoom.reset()
})
it('says that nothing goes on by itself, and goes on by hand', async () => {
  let closed = true
  const desk = new DeskConnection({
    getSeat: async () => (closed ? Promise.reject(new ApiError('seat_closed', 409)) : { token: 't' }),
    createRoom: async (events) => new FakeRoom(events),
  })
  await show(<MediaStrips desk={desk} local={null} elsewhere={false} onTakeOver={() => undefined} />)
  desk.start()
  await waitFor(() => expect(desk.getSnapshot().phase).toBe('stopped'))
  expect(screen.queryByRole('button')).toBeNull() // it may be a move
  const retry = await screen.findByRole('button', { name: '重试' }, { timeout: 8_000 })
  closed = false
  fireEvent.click(retry)
  await waitFor(() => expect(desk.getSnapshot().phase).toBe('connected'))
  expect(screen.queryByRole('button')).toBeNull()
  await desk.leave()
}, 15_000)
