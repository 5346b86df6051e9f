import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TileState } from '@/ui/VideoTile'
import { useLostForSure } from './steady_tile'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const LIVE: TileState = { kind: 'live' }
const readAt = (ms: number) => new Date(Date.now() + ms).toISOString()

function watch(state: TileState, left: boolean, read: string) {
  return renderHook(({ state, left, read }) => useLostForSure(state, left, read).kind, {
    initialProps: { state, left, read },
  })
}

it('alarms nobody about a candidate who was let go, until the server says that they should be here', () => {
  const lost: TileState = { kind: 'interrupted', since: Date.now() }
  const { result, rerender } = watch(LIVE, false, readAt(-500))
  rerender({ state: lost, left: true, read: readAt(-500) })
  expect(result.current).toBe('connecting')
  rerender({ state: lost, left: true, read: readAt(200) })
  expect(result.current).toBe('interrupted')
})

it('alarms all the same when nothing can be read', () => {
  const { result } = watch({ kind: 'interrupted', since: Date.now() }, true, readAt(-500))
  act(() => void vi.advanceTimersByTime(2_900))
  expect(result.current).toBe('connecting')
  act(() => void vi.advanceTimersByTime(200))
  expect(result.current).toBe('interrupted')
})

it('alarms at once about a picture that stands still', () => {
  expect(watch({ kind: 'interrupted', since: Date.now() }, false, readAt(-500)).result.current).toBe(
    'interrupted',
  )
})
