import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isUrgent, Pacer } from '@/live/pacer'
import { readAgain } from './reads'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('Pacer', () => {
  it('turns a swarm of events into one read, at once', async () => {
    const run = vi.fn(async () => undefined)
    const pacer = new Pacer(run)
    for (let index = 0; index < 50; index++) pacer.tell(true)
    await vi.advanceTimersByTimeAsync(50)
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('keeps reads apart and never forgets the last event', async () => {
    const run = vi.fn(async () => undefined)
    const pacer = new Pacer(run)
    for (let ms = 0; ms < 3_000; ms += 10) {
      pacer.tell(true)
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(run.mock.calls.length).toBeLessThanOrEqual(9)
    const before = run.mock.calls.length
    await vi.advanceTimersByTimeAsync(400)
    expect(run.mock.calls.length).toBeLessThanOrEqual(before + 1)
    await vi.advanceTimersByTimeAsync(5_000)
    const after = run.mock.calls.length
    pacer.tell(true)
    await vi.advanceTimersByTimeAsync(50)
    expect(run).toHaveBeenCalledTimes(after + 1)
  })

  it('lets what is not urgent wait, and takes it along with what is', async () => {
    const run = vi.fn(async () => undefined)
    const pacer = new Pacer(run)
    pacer.tell(isUrgent('desks.device_facts_reported'))
    await vi.advanceTimersByTimeAsync(500)
    expect(run).not.toHaveBeenCalled()
    pacer.tell(isUrgent('waiting.help_asked'))
    await vi.advanceTimersByTimeAsync(50)
    expect(run).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('ends with the page', async () => {
    const run = vi.fn(async () => undefined)
    const pacer = new Pacer(run)
    pacer.tell(true)
    pacer.stop()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(run).not.toHaveBeenCalled()
  })
})

describe('reading what the page shows', () => {
  const ANSWER_MS = 500
  let cache: QueryClient
  /** What the server would say at the moment it is asked, and what the page shows. */
  let happened: number
  let shown: number[]
  let leave: () => void

  beforeEach(async () => {
    cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    happened = 0
    shown = []
    const queryFn = async () => {
      const answer = happened
      await new Promise((done) => setTimeout(done, ANSWER_MS))
      return answer
    }
    const observer = new QueryObserver<number>(cache, { queryKey: ['staff', 'board'], queryFn })
    leave = observer.subscribe(({ data }) => {
      if (data !== undefined && shown.at(-1) !== data) shown.push(data)
    })
  })
  afterEach(() => leave())

  it('shows answers though they are slower than what happens', async () => {
    const pacer = new Pacer(() => readAgain(cache))
    await vi.advanceTimersByTimeAsync(ANSWER_MS)
    for (let times = 0; times < 50; times++) {
      happened += 1
      pacer.tell(true)
      await vi.advanceTimersByTimeAsync(200)
    }
    expect(shown.length).toBeGreaterThan(10)
    await vi.advanceTimersByTimeAsync(2 * ANSWER_MS + 100)
    expect(shown.at(-1)).toBe(happened)
  })

  it('does not take the answer of a question asked before', async () => {
    const pacer = new Pacer(() => readAgain(cache))
    await vi.advanceTimersByTimeAsync(100)
    happened = 1
    pacer.tell(true)
    await vi.advanceTimersByTimeAsync(2 * ANSWER_MS)
    expect(shown).toEqual([0, 1])
  })
})
