import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { onSessionEvent } from '@/api/session'
import { LiveSocket, type PushEvent } from './socket'

interface Command {
  id?: number
  connect?: { token: string; subs?: Record<string, { recover?: boolean }> }
}

/** The push server's side of a web socket, in its own protocol. */
class FakeWebSocket {
  static made: FakeWebSocket[] = []
  /** Channels that a connect answers with. */
  static subs: Record<string, object> = {}
  static down = false
  readyState = 0
  binaryType = ''
  onopen?: () => void
  onmessage?: (message: { data: string }) => void
  onclose?: (event: { code: number; reason: string }) => void
  onerror?: (event: unknown) => void
  connect: Command['connect']

  constructor(readonly url: string) {
    FakeWebSocket.made.push(this)
    queueMicrotask(() => {
      if (FakeWebSocket.down) return this.onclose?.({ code: 1006, reason: '' })
      this.readyState = 1
      this.onopen?.()
    })
  }
  static get last(): FakeWebSocket {
    return FakeWebSocket.made.at(-1)!
  }
  send(text: string): void {
    for (const line of text.split('\n')) {
      const command = JSON.parse(line) as Command
      if (!command.connect) continue
      this.connect = command.connect
      this.say({
        id: command.id,
        connect: { client: 'c', version: '1', ping: 5, pong: true, subs: FakeWebSocket.subs },
      })
    }
  }
  close(): void {}
  say(reply: object): void {
    this.onmessage?.({ data: JSON.stringify(reply) })
  }
  publish(event: PushEvent, offset: number): void {
    this.say({ push: { channel: 'room-staff:1', pub: { data: event, offset } } })
  }
  end(code: number): void {
    this.onclose?.({ code, reason: 'x' })
  }
}

const tokens: (string | number)[] = []
const asked: string[] = []
let socket: LiveSocket
/** Over how long each gap may be spread. */
let gaps: number[] = []

beforeEach(() => {
  vi.useFakeTimers()
  FakeWebSocket.made = []
  FakeWebSocket.subs = { 'room-staff:1': { recoverable: true, epoch: 'e', offset: 0 } }
  FakeWebSocket.down = false
  tokens.length = 0
  asked.length = 0
  gaps = []
  vi.stubGlobal('WebSocket', FakeWebSocket)
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(request.url.replace(location.origin, ''))
    const token = tokens.shift() ?? `token${asked.length}`
    return typeof token === 'number'
      ? new Response(JSON.stringify({ code: 'not_logged_in' }), { status: token })
      : new Response(JSON.stringify({ token, gap_spread_ms: 8_000 }))
  })
  socket = new LiveSocket('staff')
  socket.onGap((spreadMs) => gaps.push(spreadMs))
})
afterEach(() => {
  socket.stop()
  vi.useRealTimers()
})
const pass = (ms = 50) => vi.advanceTimersByTimeAsync(ms)
const event: PushEvent = { type: 'chat.sent', subject: 'thread:1', version: 1, at: '', data: {} }

it('fetches a token of its area and hands on what is pushed', async () => {
  const got: PushEvent[] = []
  socket.onEvent((one) => got.push(one))
  socket.start()
  expect(socket.getSnapshot().connected).toBe(false)
  await pass()
  expect(asked).toEqual(['/api/v1/staff/push-token'])
  expect(FakeWebSocket.last.url).toBe('ws://localhost:3000/push/connection/websocket')
  expect(FakeWebSocket.last.connect?.token).toBe('token1')
  expect(socket.getSnapshot()).toEqual({ connected: true, since: null, ended: null })
  FakeWebSocket.last.publish(event, 1)
  await pass()
  expect(got).toEqual([event])
})

it('asks for the room that the page shows, and for none once it shows none', async () => {
  socket.start('room1')
  await pass()
  socket.restart()
  await pass()
  socket.stop()
  socket.start('')
  await pass()
  const path = '/api/v1/staff/push-token'
  expect(asked).toEqual([`${path}?room=room1`, `${path}?room=room1`, path])
})

it('tells a gap at once when it is connected: the page asked its first questions before', async () => {
  let release = (_answer: Response) => {}
  vi.stubGlobal('fetch', () => new Promise<Response>((done) => (release = done)))
  socket.start()
  await pass()
  expect(gaps).toEqual([])
  release(new Response(JSON.stringify({ token: 't', gap_spread_ms: 8_000 })))
  await pass()
  expect(gaps).toEqual([0])
  socket.restart()
  release(new Response(JSON.stringify({ token: 't', gap_spread_ms: 8_000 })))
  await pass()
  expect(gaps).toEqual([0, 0])
})

it('spreads it when many waited for the push server', async () => {
  FakeWebSocket.down = true
  socket.start()
  await pass(10_000)
  FakeWebSocket.down = false
  for (let waited = 0; waited < 60_000 && gaps.length === 0; waited += 100) await pass(100)
  expect(gaps).toEqual([8_000])
})

it('counts since when it is gone, and comes back without asking for a token again', async () => {
  socket.start()
  await pass()
  const cut = Date.now()
  FakeWebSocket.down = true
  FakeWebSocket.last.end(1006)
  await pass(20_000)
  expect(socket.getSnapshot()).toMatchObject({ connected: false, since: cut })
  FakeWebSocket.down = false
  // Step by step: this fake server sends no pings, so a line left alone dies again after 8 s.
  for (let waited = 0; waited < 5_000 && !socket.getSnapshot().connected; waited += 100) await pass(100)
  expect(socket.getSnapshot().connected).toBe(true)
  expect(asked).toHaveLength(1)
  expect(gaps).toEqual([0])
})

it('tells a gap when what was missed cannot be replayed', async () => {
  socket.start()
  await pass()
  FakeWebSocket.subs = {
    'room-staff:1': { recoverable: true, epoch: 'new', offset: 0, was_recovering: true, recovered: false },
  }
  FakeWebSocket.last.end(1006)
  await pass(5_000)
  expect(gaps).toEqual([0, 8_000])
})

it('takes a fresh token when the access changed', async () => {
  socket.start()
  await pass()
  FakeWebSocket.last.end(4503)
  await pass(2_000)
  expect(FakeWebSocket.last.connect?.token).toBe('token2')
  expect(socket.getSnapshot().connected).toBe(true)
  expect(gaps).toEqual([0, 8_000])
})

it.each([
  [4501, 'taken_over'],
  [4502, 'logged_out'],
] as const)('stays away after %i and says why', async (code, ended) => {
  const told: string[] = []
  const off = onSessionEvent((one) => told.push(one))
  socket.start()
  await pass()
  FakeWebSocket.last.end(code)
  await pass(60_000)
  expect(socket.getSnapshot()).toMatchObject({ connected: false, ended })
  expect(told).toEqual([ended])
  expect(FakeWebSocket.made).toHaveLength(1)
  off()
})

it('does not hammer when nobody is logged in', async () => {
  tokens.push(401)
  const told: string[] = []
  const off = onSessionEvent((one) => told.push(one))
  socket.start()
  await pass(60_000)
  expect(asked).toHaveLength(1)
  expect(told).toEqual(['logged_out'])
  off()
})
