import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, isApiError } from '@/api/client'
import { fakeDevices } from '@/test/fake_devices'
import { FakeRoom } from '@/test/fake_room'
import { guarded, PanelPresence, type PanelPlace } from './panel_presence'

const seat = { token: 'token' }

describe('a seat that was taken from us', () => {
  it.each([
    [null, true],
    [1, true],
    [3, true],
    [5, true],
    [2, false],
    [4, false],
  ])('after reason %s a new one is asked for: %s', async (after, asks) => {
    const ask = vi.fn(() => Promise.resolve(seat))
    const answer = guarded(ask)({ after, previous: after === null ? null : seat })
    if (asks) await expect(answer).resolves.toBe(seat)
    else await expect(answer).rejects.toSatisfy((error) => isApiError(error, 'seat_closed'))
    expect(ask).toHaveBeenCalledTimes(asks ? 1 : 0)
  })
})

describe('a panel page', () => {
  const TAKEN = 2
  const panel: PanelPlace = { key: 'panel', seat: async () => seat }
  const desk: PanelPlace = { key: 'desk:1', seat: async () => seat }
  let heard: boolean
  let read: () => void
  let page: PanelPresence

  beforeEach(async () => {
    vi.useFakeTimers()
    fakeDevices()
    FakeRoom.reset()
    heard = true
    read = () => undefined
    page = new PanelPresence(
      async () => {
        read()
        return heard
      },
      { createRoom: async (events) => new FakeRoom(events) },
    )
    page.start()
    page.go(panel)
    await vi.advanceTimersByTimeAsync(100)
  })
  afterEach(async () => {
    await page.stop()
    vi.useRealTimers()
  })
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  const elsewhere = () => page.getSnapshot().elsewhere

  it('that lost its seat to another stays out of the way when the panel moves, until it is told to', async () => {
    FakeRoom.last.events.onDisconnected(TAKEN)
    await pass(5_000)
    expect(elsewhere()).toBe(true)
    page.go(desk)
    await pass(5_000)
    expect(elsewhere()).toBe(true)
    expect(FakeRoom.made).toHaveLength(1)
    page.takeOver()
    await pass(100)
    expect(elsewhere()).toBe(false)
    expect(page.mover.getSnapshot().at).toBe('desk:1')
  })

  it('that was put out because the panel moved goes along', async () => {
    read = () => page.go(desk)
    FakeRoom.last.events.onDisconnected(TAKEN)
    await pass(5_000)
    expect(elsewhere()).toBe(false)
    expect(page.mover.getSnapshot().at).toBe('desk:1')
  })

  it('draws no conclusion while the server is not heard', async () => {
    heard = false
    FakeRoom.last.events.onDisconnected(TAKEN)
    await pass(10_000)
    expect(elsewhere()).toBe(false)
    heard = true
    read = () => page.go(desk)
    await pass(5_000)
    expect(elsewhere()).toBe(false)
    expect(page.mover.getSnapshot().at).toBe('desk:1')
  })

  it('does not wait for a place that cannot be reached when the panel moves on', async () => {
    const away: PanelPlace = { key: 'desk:0', seat: () => Promise.reject(new ApiError('unavailable', 503)) }
    page.go(away)
    await pass(2_000)
    page.go(desk)
    await pass(100)
    expect(page.mover.getSnapshot().at).toBe('desk:1')
  })
})
