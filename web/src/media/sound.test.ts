import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeAudio } from '@/test/fake_audio'
import { fakeDevices, showPage } from '@/test/fake_devices'
import { FakeTrack } from '@/test/fake_room'
import { LevelModel } from './level.model'

beforeEach(() => {
  vi.useFakeTimers()
  fakeDevices()
})
afterEach(() => void vi.useRealTimers())

function meter() {
  const level = new LevelModel()
  level.setTrack(new FakeTrack('audio') as unknown as MediaStreamTrack)
  return { level, leave: level.subscribe(() => undefined) }
}

it.each([
  ['a click', () => window.dispatchEvent(new Event('click'))],
  ['a key', () => window.dispatchEvent(new Event('keydown'))],
  ['coming back', () => showPage(true)],
])('measures from %s on what was opened before any touch', async (_how, touch) => {
  const audio = fakeAudio()
  audio.loud = 0.1
  const { level, leave } = meter()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(level.getSnapshot()).toBe(0)
  audio.allowed = true
  touch()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(level.getSnapshot()).toBeGreaterThan(0.5)
  leave()
  touch()
  expect(audio.made.map(({ state }) => state)).toEqual(['closed'])
})

it('sounds again after the system has interrupted it', async () => {
  const audio = fakeAudio()
  const { wakeSounds } = await import('./sounds')
  wakeSounds()
  audio.allowed = true
  window.dispatchEvent(new Event('click'))
  await vi.advanceTimersByTimeAsync(0)
  expect(audio.made[0]!.state).toBe('running')
  audio.allowed = false // a telephone call
  audio.made[0]!.change('interrupted')
  await vi.advanceTimersByTimeAsync(0)
  audio.allowed = true
  showPage(true)
  await vi.advanceTimersByTimeAsync(0)
  expect([audio.made[0]!.state, audio.made.length]).toEqual(['running', 1])
})
