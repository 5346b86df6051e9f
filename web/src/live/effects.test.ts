import { expect, it } from 'vitest'
import { applyEvent, EventGate, refetch, spreadDelay, type Cache } from './effects'
import type { PushEvent } from './socket'

function memory() {
  const asked: string[] = []
  const cache: Cache = {
    invalidateQueries: async ({ queryKey }) => asked.push(queryKey.join('/')),
  }
  return { asked, cache }
}
const event = (version: number, data = {}): PushEvent => ({
  type: 'chat.candidate_message_delivered',
  subject: 'thread:1',
  version,
  at: '',
  data,
})

it('reads again what an event changes, and leaves alone what it does not know', () => {
  const { asked, cache } = memory()
  const effects = { 'waiting.talk_started': refetch(['now'], ['board']) }
  const gate = new EventGate()
  applyEvent(effects, gate, { ...event(1), type: 'waiting.talk_started' }, cache)
  applyEvent(effects, gate, event(2), cache)
  expect(asked).toEqual(['now', 'board'])
})

it('drops what is older than what its subject has shown', () => {
  const gate = new EventGate()
  expect([2, 1, 2, 3].map((version) => gate.admits(event(version)))).toEqual([true, false, true, true])
})

it('spreads the reading after a gap', () => {
  expect(spreadDelay(20_000, () => 0)).toBe(100)
  expect(spreadDelay(20_000, () => 1)).toBe(20_100)
})
