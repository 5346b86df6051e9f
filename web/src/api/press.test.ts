import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { press, request } from './client'

const keys: (string | null)[] = []
let answers: (number | 'lost')[] = []
beforeEach(() => {
  vi.useFakeTimers()
  keys.length = 0
  vi.stubGlobal('fetch', async (asked: Request) => {
    keys.push(asked.headers.get('Idempotency-Key'))
    const answer = answers.shift()!
    if (answer === 'lost') throw new TypeError('failed to fetch')
    return new Response(JSON.stringify({ code: 'refused' }), { status: answer })
  })
})
afterEach(async () => {
  answers = [200]
  await ask('/leaves-nothing-behind')
  vi.useRealTimers()
})

const ask = (path: string, body: unknown = { seconds: 120 }) =>
  press(() => request('POST', path, body)).catch(() => undefined)

it('is the same command again when its answer was lost, as often as it takes', async () => {
  answers = ['lost', 'lost', 503, 200, 200]
  for (let pressed = 0; pressed < 5; pressed++) await ask('/extension')
  expect(keys[0]).toMatch(/^[0-9a-f-]{32,36}$/)
  expect(new Set(keys.slice(0, 4))).toEqual(new Set([keys[0]]))
  expect(keys[4]).not.toBe(keys[0])
})

it('is a new command with other words, elsewhere, and by itself', async () => {
  answers = ['lost', 'lost', 'lost', 'lost']
  await ask('/chat', { text: '甲' })
  await ask('/chat', { text: '乙' })
  await ask('/broadcasts', { text: '甲' })
  await request('POST', '/chat', { text: '甲' }).catch(() => undefined)
  expect(new Set(keys).size).toBe(4)
})

it.each([
  ['after a refusal of it', async () => ask('/pause'), [409]],
  ['after another press was answered', async () => ask('/resumption'), [200]],
  ['when it is pressed much later', async () => vi.advanceTimersByTimeAsync(30_000), []],
] as const)('is a new command %s', async (_, between, told) => {
  answers = ['lost', ...told, 200]
  await ask('/pause')
  await between()
  await ask('/pause')
  expect(keys.at(-1)).not.toBe(keys[0])
})
