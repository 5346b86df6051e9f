import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useFrameRate } from './frames'

let frame: () => void

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('MediaStream', class {})
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue()
  HTMLVideoElement.prototype.requestVideoFrameCallback = (next) => {
    frame = () => next(0, {} as VideoFrameCallbackMetadata)
    return 1
  }
})
afterEach(() => {
  Reflect.deleteProperty(HTMLVideoElement.prototype, 'requestVideoFrameCallback')
  vi.useRealTimers()
})

function passSecond(frames: number): void {
  for (let number = 0; number < frames; number += 1) frame()
  act(() => vi.advanceTimersByTime(1_000))
}

it('says nothing of the first second, then the mean of two', () => {
  const { result } = renderHook(() => useFrameRate({} as MediaStreamTrack))
  passSecond(30)
  expect(result.current).toBeNull()
  passSecond(30)
  expect(result.current).toBe(30)
})

it('knows of a drop two seconds after it', () => {
  const { result } = renderHook(() => useFrameRate({} as MediaStreamTrack))
  for (const frames of [30, 30, 3, 3]) passSecond(frames)
  expect(result.current).toBe(3)
})

it('does not take a page that was hidden for a slow camera', () => {
  const shown = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible')
  const { result } = renderHook(() => useFrameRate({} as MediaStreamTrack))
  for (const frames of [30, 30]) passSecond(frames)
  shown.mockReturnValue('hidden')
  passSecond(0)
  expect(result.current).toBeNull()
  shown.mockReturnValue('visible')
  passSecond(30)
  expect(result.current).toBeNull()
  passSecond(30)
  expect(result.current).toBe(30)
})
