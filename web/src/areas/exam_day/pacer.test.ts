import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isUrgent, Pacer } from './pacer'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('Pacer', () => {
  it('turns a swarm of events into one read, at once', () => {
    const run = vi.fn()
    const pacer = new Pacer(run)
    for (let index = 0; index < 50; index++) pacer.tell(true)
    vi.advanceTimersByTime(50)
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('keeps reads apart and never forgets the last event', () => {
    const run = vi.fn()
    const pacer = new Pacer(run)
    for (let ms = 0; ms < 3_000; ms += 10) {
      pacer.tell(true)
      vi.advanceTimersByTime(10)
    }
    expect(run.mock.calls.length).toBeLessThanOrEqual(9)
    const before = run.mock.calls.length
    vi.advanceTimersByTime(400)
    expect(run.mock.calls.length).toBeLessThanOrEqual(before + 1)
    vi.advanceTimersByTime(5_000)
    const after = run.mock.calls.length
    pacer.tell(true)
    vi.advanceTimersByTime(50)
    expect(run).toHaveBeenCalledTimes(after + 1)
  })

  it('lets what is not urgent wait, and takes it along with what is', () => {
    const run = vi.fn()
    const pacer = new Pacer(run)
    pacer.tell(isUrgent('desks.device_facts_reported'))
    vi.advanceTimersByTime(500)
    expect(run).not.toHaveBeenCalled()
    pacer.tell(isUrgent('waiting.help_asked'))
    vi.advanceTimersByTime(50)
    expect(run).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(5_000)
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('ends with the page', () => {
    const run = vi.fn()
    const pacer = new Pacer(run)
    pacer.tell(true)
    pacer.stop()
    vi.advanceTimersByTime(5_000)
    expect(run).not.toHaveBeenCalled()
  })
})
