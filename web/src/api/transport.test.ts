import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeUpload } from '@/test/fake_upload'
import { api, call, request } from './client'
import { ServerClock } from './clock'
import { download } from './download'
import { ApiError } from './errors'
import { onSessionEvent } from './session'
import { sendFile } from './upload'

const answers: (Response | Error)[] = []
const asked: Request[] = []
beforeEach(() => {
  vi.useFakeTimers()
  answers.length = 0
  asked.length = 0
  vi.stubGlobal('fetch', async (input: Request) => {
    asked.push(input)
    const answer = answers.shift()
    if (!answer || answer instanceof Error) throw answer ?? new TypeError('failed to fetch')
    return answer
  })
})
afterEach(() => void vi.useRealTimers())

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

it('sends the headers that a write needs, with a key of its own', async () => {
  answers.push(json({}), json({}))
  await request('POST', '/api/v1/candidate/x', { a: 1 })
  await request('POST', '/api/v1/candidate/x', { a: 1 })
  const keys = asked.map((one) => one.headers.get('Idempotency-Key'))
  expect(asked[0]!.headers.get('X-Kaochang')).toBe('1')
  expect(keys[0]).toBeTruthy()
  expect(keys[0]).not.toBe(keys[1])
})

it('turns a refusal into its code and parameters', async () => {
  answers.push(json({ code: 'room_closed', detail: 'The room is closed.', params: { room: 'r1' } }, 409))
  const error = await request('POST', '/api/v1/candidate/x').catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ code: 'room_closed', status: 409, params: { room: 'r1' } })
})

it('names what a proxy says without a body of ours', async () => {
  answers.push(new Response('<html>', { status: 413 }))
  await expect(request('POST', '/api/v1/candidate/x')).rejects.toMatchObject({ code: 'payload_too_large' })
})

it('reads again while the server is away, and gives up with the reason', async () => {
  answers.push(new TypeError('x'), json({}, 502), json({ ok: true }))
  const reading = request('GET', '/api/v1/candidate/x')
  await vi.advanceTimersByTimeAsync(10_000)
  await expect(reading).resolves.toEqual({ ok: true })
  const failing = request('GET', '/api/v1/candidate/x').catch((caught: unknown) => caught)
  await vi.advanceTimersByTimeAsync(10_000)
  await expect(failing).resolves.toMatchObject({ code: 'network' })
  expect(asked).toHaveLength(3 + 4)
})

it('never repeats a write by itself', async () => {
  answers.push(json({}, 503))
  await expect(request('POST', '/api/v1/candidate/x')).rejects.toMatchObject({ code: 'service_unavailable' })
  expect(asked).toHaveLength(1)
})

it.each([
  ['GET', 4 * 10_000 + 10_000, 4],
  ['POST', 20_000, 1],
] as const)('gives up a %s that nobody answers', async (method, ms, times) => {
  let open = 0
  vi.stubGlobal('fetch', (input: Request, { signal }: RequestInit) => {
    asked.push(input)
    open += 1
    return new Promise((_, reject) =>
      signal!.addEventListener('abort', () => {
        open -= 1
        reject(new DOMException('aborted', 'AbortError'))
      }),
    )
  })
  const failing = request(method, '/api/v1/candidate/x').catch((caught: unknown) => caught)
  await vi.advanceTimersByTimeAsync(ms)
  await expect(failing).resolves.toMatchObject({ code: 'network' })
  expect([asked.length, open]).toEqual([times, 0])
})

it('ends at once what its page no longer wants', async () => {
  const page = new AbortController()
  vi.stubGlobal('fetch', (input: Request, { signal }: RequestInit) => {
    asked.push(input)
    return new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)))
  })
  const { signal } = page
  const failing = api.GET('/api/v1/candidate/exams', { signal }).catch((caught: unknown) => caught)
  await vi.advanceTimersByTimeAsync(100)
  page.abort(new DOMException('gone', 'AbortError'))
  await expect(failing).resolves.toMatchObject({ name: 'AbortError' })
  expect(asked).toHaveLength(1)
})

it('tells a log-in that ended and a take-over, but not what the log-in page asks itself', async () => {
  const told: string[] = []
  const off = onSessionEvent((event) => told.push(event))
  answers.push(json({}), json({ code: 'not_logged_in' }, 401), json({ code: 'session_taken_over' }, 409))
  answers.push(json({}, 401))
  await request('GET', '/api/v1/candidate/now')
  await request('GET', '/api/v1/candidate/now').catch(() => undefined)
  await request('GET', '/api/v1/candidate/now').catch(() => undefined)
  await request('POST', '/api/v1/login/password').catch(() => undefined)
  expect(told).toEqual(['logged_out', 'taken_over'])
  off()
})

it('tells a page that nobody has logged in on yet', async () => {
  vi.resetModules()
  const [fresh, session] = [await import('./client'), await import('./session')]
  const told: string[] = []
  session.onSessionEvent((event) => told.push(event))
  answers.push(json([]), json({ code: 'not_logged_in' }, 401))
  await fresh.request('GET', '/api/v1/login/schools')
  await fresh.request('GET', '/api/v1/candidate/now').catch(() => undefined)
  expect(told).toEqual(['login_required'])
})

it('gives the data of an answer', async () => {
  await expect(call(Promise.resolve({ data: { a: 1 } }))).resolves.toEqual({ a: 1 })
})

it('believes the shortest round trip, and a clock that was set', () => {
  let local = 1_000_000
  const clock = new ServerClock(() => local)
  clock.observe(local + 5_000, local - 400, local + 400)
  expect(clock.offset).toBe(5_000)
  clock.observe(local + 5_100, local - 1_000, local + 1_000)
  expect(clock.offset).toBe(5_000)
  clock.observe(local + 5_020, local - 20, local + 20)
  expect(clock.offset).toBe(5_020)
  clock.observeDateHeader(new Date(local + 5_000).toUTCString(), local, local)
  expect(clock.offset).toBe(5_020)
  local -= 3_600_000 // somebody set this machine's clock back
  clock.observe(local + 3_605_000, local - 30, local + 30)
  expect(clock.now()).toBe(local + 3_605_000)
})

it('gives a file the time that the server needs to write it, and has it written once', async () => {
  let signal: AbortSignal | null | undefined
  vi.stubGlobal('fetch', (input: Request, init: RequestInit) => {
    asked.push(input)
    signal = init.signal
    return new Promise((_, reject) =>
      signal!.addEventListener('abort', () => reject(new TypeError('aborted'))),
    )
  })
  const saved = download('/api/v1/school/candidates/export').catch((caught: unknown) => caught)
  await vi.advanceTimersByTimeAsync(100_000)
  expect(signal!.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(await saved).toMatchObject({ code: 'network' })
  expect(asked).toHaveLength(1)
})

it('gives up on a file that has stopped moving, not on one that takes long', async () => {
  FakeUpload.install()
  const sent: number[] = []
  const onSent = (bytes: number) => sent.push(bytes)
  const sending = sendFile('/api/v1/x', new Blob(['abc']), { onSent, signal: new AbortController().signal })
  const refused = expect(sending).rejects.toMatchObject({ code: 'network' })
  for (let minute = 0; minute < 10; minute++) {
    await vi.advanceTimersByTimeAsync(50_000)
    FakeUpload.sent[0]!.moves(minute)
  }
  expect(sent).toHaveLength(10)
  await vi.advanceTimersByTimeAsync(61_000)
  await refused
})

it('takes an answer without a body', async () => {
  FakeUpload.install()
  const sending = sendFile('/api/v1/x', new Blob(['abc']))
  FakeUpload.sent[0]!.answers(204)
  await expect(sending).resolves.toMatchObject({ status: 204 })
})

it('reads the refusal of a file as of everything else', async () => {
  FakeUpload.install()
  const sending = sendFile('/api/v1/x', new Blob(['abc']), {
    onSent: () => undefined,
    signal: new AbortController().signal,
  })
  FakeUpload.sent[0]!.answers(409, { code: 'exam_closed' })
  await expect(sending).rejects.toMatchObject({ code: 'exam_closed', status: 409 })
})
