import { expect, it } from 'vitest'
import { all, applyEvent, EventGate, patch, refetch, spreadDelay, type Cache } from './effects'
import type { PushEvent } from './socket'

function memory() {
  const data = new Map<string, unknown>()
  const asked: string[] = []
  const cache: Cache = {
    invalidateQueries: async ({ queryKey }) => asked.push(queryKey.join('/')),
    setQueryData: (key, update) => data.set(key.join('/'), update(data.get(key.join('/')) as never)),
  }
  return { data, asked, cache }
}
const event = (version: number, data = {}): PushEvent => ({
  type: 'chat.candidate_message_delivered',
  subject: 'thread:1',
  version,
  at: '',
  data,
})

it('changes what is on screen and reads again what it must', () => {
  const { data, asked, cache } = memory()
  data.set('messages', ['a'])
  const effects = {
    'chat.candidate_message_delivered': all(
      patch<string[]>(['messages'], (old, { data: { text } }) => [...old, String(text)]),
      refetch(['now'], ['board']),
    ),
  }
  applyEvent(effects, new EventGate(), event(1, { text: 'b' }), cache)
  expect(data.get('messages')).toEqual(['a', 'b'])
  expect(asked).toEqual(['now', 'board'])
})

it('leaves alone what is not loaded, and events it does not know', () => {
  const { data, asked, cache } = memory()
  applyEvent(
    { 'chat.candidate_message_delivered': patch<string[]>(['messages'], (old) => old) },
    new EventGate(),
    event(1),
    cache,
  )
  applyEvent({}, new EventGate(), event(1), cache)
  expect(data.get('messages')).toBeUndefined()
  expect(asked).toEqual([])
})

it('drops what is older than what its subject has shown', () => {
  const gate = new EventGate()
  expect([2, 1, 2, 3].map((version) => gate.admits(event(version)))).toEqual([true, false, true, true])
})

it('spreads the reading after a gap', () => {
  expect(spreadDelay(20_000, () => 0)).toBe(100)
  expect(spreadDelay(20_000, () => 1)).toBe(20_100)
})
