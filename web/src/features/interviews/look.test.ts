import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeRoom } from '@/test/fake_room'
import { Look } from './look'

/** What the server answers to leaving, in turn; then 204. */
let answers: (Response | null)[]
let left: string[]
let seated: () => void

beforeEach(() => {
  vi.useFakeTimers()
  FakeRoom.reset()
  answers = []
  left = []
  const free = new Promise<void>((resolve) => (seated = resolve))
  vi.stubGlobal('fetch', async ({ method, url }: Request) => {
    if (method !== 'DELETE') {
      await free
      return Response.json({ identity: 's-1', token: 'token', room: 'r' })
    }
    left.push(url.slice(url.lastIndexOf('/') + 1))
    const answer = answers.shift()
    if (answer === null) throw new TypeError('failed to fetch')
    return answer ?? new Response(null, { status: 204 })
  })
})
afterEach(() => void vi.useRealTimers())

const look = () => new Look('entry', 'inspect', { createRoom: async (events) => new FakeRoom(events) })
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

it('is over for the server too, though that was away just then', async () => {
  seated()
  const visit = look()
  await pass(100)
  expect(FakeRoom.last.connectedWith).toMatchObject({ identity: 's-1' })
  answers = [Response.json({ code: 'database_unavailable' }, { status: 503 }), null]
  await visit.end()
  expect(FakeRoom.last.gone).toBe(true)
  await pass(60_000)
  expect(left).toEqual(['s-1', 's-1', 's-1'])
})

it('leaves a seat that is given after it ended', async () => {
  const visit = look()
  await visit.end()
  expect(left).toEqual([])
  seated()
  await pass(100)
  expect(left).toEqual(['s-1'])
  expect(FakeRoom.made).toHaveLength(0)
})

it('does not ask again when it is refused, nor for ever', async () => {
  seated()
  const refused = look()
  await pass(100)
  answers = [Response.json({ code: 'not_found' }, { status: 404 })]
  await refused.end()
  await pass(60_000)
  expect(left).toHaveLength(1)
  const unheard = look()
  await pass(100)
  answers = Array<null>(100).fill(null)
  await unheard.end()
  await pass(70_000)
  const asked = left.length
  await pass(600_000)
  expect(left).toHaveLength(asked)
})
