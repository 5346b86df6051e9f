import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FrameWatchdog } from './watchdog'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched() {
  const dog = new FrameWatchdog()
  const reports: (number | null)[] = []
  const camera = { frames: 0 as number | null }
  dog.watch(
    'a',
    async () => camera.frames,
    (since) => reports.push(since),
  )
  return { dog, reports, camera }
}

async function live(camera: { frames: number | null }, ms: number) {
  for (let passed = 0; passed < ms; passed += 500) {
    if (camera.frames !== null) camera.frames += 12
    await vi.advanceTimersByTimeAsync(500)
  }
}

it('says nothing while frames come', async () => {
  const { reports, camera, dog } = watched()
  await live(camera, 10_000)
  expect(reports).toEqual([])
  dog.stop()
})

it('tells an interruption within 3 s and dates it to the last frame, then its end', async () => {
  const { reports, camera, dog } = watched()
  await live(camera, 2_000)
  const lastFrame = Date.now()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(reports).toEqual([lastFrame])
  await live(camera, 500)
  expect(reports).toEqual([lastFrame, null])
  dog.stop()
})

it('knows that a camera switched off sends nothing', async () => {
  const { reports, dog } = watched()
  dog.pause('a', true)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(reports).toEqual([])
  // Switched on again it has the full time to come.
  dog.pause('a', false)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(reports).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(reports).toHaveLength(1)
  dog.stop()
})

it('does not accuse where the browser cannot count', async () => {
  const { reports, camera, dog } = watched()
  camera.frames = null
  await vi.advanceTimersByTimeAsync(20_000)
  expect(reports).toEqual([])
  dog.stop()
})

it('does not date a loss back over the sleep of this machine', async () => {
  const { reports, camera, dog } = watched()
  await live(camera, 2_000)
  vi.setSystemTime(Date.now() + 3_600_000)
  const awake = Date.now()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(reports).toEqual([])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(reports).toHaveLength(1)
  expect(reports[0]).toBeGreaterThanOrEqual(awake)
  dog.stop()
})
