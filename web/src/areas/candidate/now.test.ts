import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { entryNow } from '@/test/entry_now'
import { nowKey, nowQuery, readMissed, withHeard, type EntryNow, type ShownNow } from './now'

const KEY = nowKey('entry-1')
let cache: QueryClient
let stop: () => void
let asked: (string | null)[]
let heard: string[][]
let answers: (() => Response | Promise<Response>)[]

const full = (as_of: string) => () => new Response(JSON.stringify(entryNow({ as_of })))
const nothing = () => new Response(null, { status: 204 })
const shown = () => cache.getQueryData<EntryNow>(KEY)?.as_of

beforeEach(async () => {
  asked = []
  heard = []
  answers = [full('1.1.1')]
  vi.stubGlobal('fetch', async (request: Request) => {
    const { searchParams } = new URL(request.url)
    asked.push(searchParams.get('since'))
    heard.push(searchParams.getAll('heard'))
    return answers.shift()!()
  })
  cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const observer = new QueryObserver(cache, nowQuery('entry-1'))
  stop = observer.subscribe(() => undefined)
  await vi.waitFor(() => expect(shown()).toBe('1.1.1'))
})
afterEach(() => stop())

it('keeps what is shown when nothing was told', async () => {
  answers = [nothing]
  const before = cache.getQueryData(KEY)
  await readMissed(cache)
  expect(asked).toEqual([null, '1.1.1'])
  expect(cache.getQueryData(KEY)).toBe(before)
})

it('says what it heard by push, until it reads anew', async () => {
  cache.setQueryData<ShownNow>(KEY, (now) => withHeard(withHeard(now!, 7), 9))
  answers = [full('2.1.1'), nothing]
  await readMissed(cache)
  await readMissed(cache)
  expect(heard).toEqual([[], ['7', '9'], []])
})

it('asks for no more while the server is too busy for the question', async () => {
  vi.useFakeTimers()
  const busy = () => new Response(null, { status: 503 })
  answers = [...Array<() => Response>(6).fill(busy), nothing]
  const missed = Promise.all([readMissed(cache), readMissed(cache)])
  await vi.advanceTimersByTimeAsync(5_000 + 10_000 + 20_000 + 2 * 30_000 + 600)
  await missed
  vi.useRealTimers()
  expect(asked).toEqual([null, ...Array<string>(7).fill('1.1.1')])
})

it('shows what was told, in the same answer', async () => {
  answers = [full('2.1.1'), nothing]
  await readMissed(cache)
  expect(shown()).toBe('2.1.1')
  await readMissed(cache)
  expect(asked).toEqual([null, '1.1.1', '2.1.1'])
})

it('reads again when the page changed while the answer was on its way', async () => {
  const late = () => {
    cache.setQueryData<EntryNow>(KEY, (now) => now && { ...now, step: 'invited' })
    return full('2.1.1')()
  }
  answers = [late, full('3.1.1')]
  await readMissed(cache)
  expect(asked).toEqual([null, '1.1.1', null])
  expect(shown()).toBe('3.1.1')
})

it('does not lean on a read that began before the gap', async () => {
  let release = () => {}
  answers = [() => new Promise((done) => (release = () => done(full('old')()))), full('2.1.1')]
  const reading = cache.invalidateQueries({ queryKey: KEY })
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  const missed = readMissed(cache)
  release()
  await Promise.all([missed, reading])
  expect(asked).toEqual([null, null, null])
  expect(shown()).toBe('2.1.1')
})

it('asks after the very first read too: it may be older than the connection', async () => {
  stop()
  cache.clear()
  asked = []
  let release = () => {}
  answers = [() => new Promise((done) => (release = () => done(full('1.1.1')()))), full('2.1.1')]
  const observer = new QueryObserver(cache, nowQuery('entry-1'))
  stop = observer.subscribe(() => undefined)
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  const missed = readMissed(cache)
  release()
  await missed
  expect(asked).toEqual([null, '1.1.1'])
  expect(shown()).toBe('2.1.1')
})

it('falls back to a whole read when the question fails', async () => {
  answers = [() => new Response(JSON.stringify({ code: 'not_found' }), { status: 404 }), full('2.1.1')]
  await readMissed(cache)
  expect(asked).toEqual([null, '1.1.1', null])
  expect(shown()).toBe('2.1.1')
})

it('asks the server once for what several events told at the same moment', async () => {
  const left: boolean[] = []
  vi.stubGlobal('fetch', async (_request: Request, { signal }: RequestInit) => {
    await new Promise((done) => setTimeout(done))
    left.push(!signal!.aborted)
    signal!.throwIfAborted()
    return full('2.1.1')()
  })
  await Promise.all([1, 2, 3].map(() => cache.invalidateQueries({ queryKey: KEY })))
  expect(left).toEqual([false, false, true])
  expect(shown()).toBe('2.1.1')
})
