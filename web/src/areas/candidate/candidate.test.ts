import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import type { PushEvent } from '@/live/socket'
import { entryNow } from '@/test/entry_now'
import { effects } from './effects'
import { pageAfterLogin } from './LoginPage'
import { nowKey, type EntryNow, type ShownNow } from './now'
import { pageOf } from './page_of'
import { ApiError } from '@/api/client'
import { SeatWatch } from './useDesk'
import { addBroadcast, addMine, applyChange, changePhone, movePlace, ringNow } from './useEntryEvents'

const event = (data: Record<string, unknown>, subject = 'x:1'): PushEvent => ({
  type: 'any',
  subject,
  version: 1,
  at: '2026-11-22T06:38:00.000Z',
  data,
})

describe('the page of a step', () => {
  it('is the server’s word', () => {
    expect(pageOf({ step: 'arrival' }, null)).toBe('commitment')
    expect(pageOf({ step: 'talk' }, null)).toBe('waiting')
    expect(pageOf({ step: 'invited' }, null)).toBe('ringing')
    expect(pageOf({ step: 'absent' }, null)).toBe('aside')
  })

  it('may stay at the device check, but a call or a talk ends the visit', () => {
    expect(pageOf({ step: 'commitment' }, 'device_check')).toBe('device_check')
    expect(pageOf({ step: 'waiting' }, 'device_check')).toBe('device_check')
    expect(pageOf({ step: 'talk' }, 'device_check')).toBe('waiting')
    expect(pageOf({ step: 'invited' }, 'device_check')).toBe('ringing')
    expect(pageOf({ step: 'ended' }, 'device_check')).toBe('ended')
  })
})

describe('events that carry all there is', () => {
  it('ring at once, and only for this exam', () => {
    const call = { invitation_id: 'i', entry_id: 'queue-1', expires_at: '2026-11-22T06:39:00.000Z' }
    expect(ringNow(entryNow(), event(call))).toMatchObject({
      step: 'invited',
      invitation: { id: 'i', sent_at: '2026-11-22T06:38:00.000Z', expires_at: call.expires_at },
    })
    const before = entryNow()
    expect(ringNow(before, event({ ...call, entry_id: 'another' }))).toBe(before)
  })

  it('move the own place only', () => {
    const data = { place: 1, ahead: 0, forecast_from: 'a', forecast_to: 'b' }
    expect(movePlace(entryNow(), event(data, 'place:queue-1')).queue).toMatchObject({
      place: 1,
      ahead: 0,
    })
    const before = entryNow()
    expect(movePlace(before, event(data, 'place:queue-2'))).toBe(before)
  })

  it('tell the page of the own phone, and not of the computer', () => {
    const phone = {
      state: 'connected',
      label: '',
      battery_percent: 50,
      page_hidden: false,
      since: null,
    } as const
    const facts = { kind: 'phone', battery_percent: 49, page_hidden: true }
    expect(changePhone(entryNow({ phone }), event(facts)).phone).toMatchObject({
      battery_percent: 49,
      page_hidden: true,
    })
    const before = entryNow({ phone })
    expect(changePhone(before, event({ ...facts, kind: 'laptop' }))).toBe(before)
  })

  it('add a message once', () => {
    const data = { message_id: 'm', author_name: '周敏', author_role: 'x', text: '你好', sent_at: 'now' }
    const once = addMine(entryNow(), event(data))
    expect(once.messages).toHaveLength(1)
    expect(addMine(once, event(data))).toBe(once)
    expect(addBroadcast(once, event({ ...data, message_id: 'n' })).messages[1]?.to).toBe('room')
  })
})

describe('a message that comes while the page reads', () => {
  it('is not overwritten by an answer that is older', async () => {
    const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    const answers: ((now: EntryNow) => void)[] = []
    const observer = new QueryObserver<EntryNow>(cache, {
      queryKey: nowKey('entry'),
      queryFn: () => new Promise((done) => answers.push(done)),
    })
    const leave = observer.subscribe(() => undefined)
    const shown = () => cache.getQueryData<EntryNow>(nowKey('entry'))?.messages.length
    answers[0]!(entryNow())
    await vi.waitFor(() => expect(shown()).toBe(0))

    const reading = cache.invalidateQueries({ queryKey: nowKey('entry') })
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    const data = { message_id: 'm', author_name: '周敏', author_role: 'x', text: '你好', sent_at: 'now' }
    applyChange(cache, 'entry', { ...event(data), type: 'chat.candidate_message_delivered' })
    expect(shown()).toBe(1)
    answers[1]!(entryNow())
    await vi.waitFor(() => expect(answers).toHaveLength(3))
    expect(shown()).toBe(1)
    answers[2]!(addMine(entryNow(), event(data)))
    await reading
    expect(shown()).toBe(1)
    leave()
  })
})

describe('an event that was shown', () => {
  const shown = (cache: QueryClient) => cache.getQueryState<ShownNow>(nowKey('entry'))!
  const holding = (now = entryNow()) => {
    const cache = new QueryClient()
    cache.setQueryData(nowKey('entry'), now)
    return cache
  }
  const place = { place: 1, ahead: 0, forecast_from: 'a', forecast_to: 'b' }
  const moved = { ...event(place, 'place:queue-1'), type: 'waiting.place_changed' }

  it('counts as heard, the last forty of them', () => {
    const cache = holding()
    for (let id = 1; id <= 41; id += 1) applyChange(cache, 'entry', { ...moved, id })
    expect(shown(cache).data!.queue!.place).toBe(1)
    expect(shown(cache).data!.heard).toEqual(Array.from({ length: 40 }, (_, index) => index + 2))
  })

  it('counts when it is about the own computer, and asks for nothing', () => {
    const cache = holding()
    const came = { ...event({ kind: 'laptop' }), type: 'desks.device_came_online', id: 7 }
    applyChange(cache, 'entry', came)
    effects['desks.device_came_online']!(came, cache)
    expect(shown(cache)).toMatchObject({ isInvalidated: false, data: { heard: [7] } })
    effects['desks.device_came_online']!({ ...came, data: { kind: 'phone' } }, cache)
    expect(shown(cache).isInvalidated).toBe(true)
  })

  it('leaves a read owed that failed', () => {
    const cache = holding()
    void cache.invalidateQueries({ queryKey: nowKey('entry') })
    applyChange(cache, 'entry', { ...moved, id: 1 })
    expect(shown(cache)).toMatchObject({ isInvalidated: true, data: { queue: { place: 1 } } })
  })

  it('is not counted before anything is shown', () => {
    const cache = new QueryClient()
    applyChange(cache, 'entry', { ...moved, id: 1 })
    expect(cache.getQueryState(nowKey('entry'))).toBeUndefined()
  })
})

describe('who holds the seat', () => {
  const take = (identity: string, during?: () => void) => async () => {
    during?.()
    return { identity }
  }

  it('is another tab when its event names a stranger', async () => {
    const elsewhere = vi.fn()
    const watch = new SeatWatch(elsewhere)
    await watch.ask(take('mine'))
    watch.hear('mine')
    expect(elsewhere).not.toHaveBeenCalled()
    watch.hear('theirs')
    expect(elsewhere).toHaveBeenCalledOnce()
  })

  it('is this tab when the event of its own seat comes before the answer', async () => {
    const elsewhere = vi.fn()
    const watch = new SeatWatch(elsewhere)
    await watch.ask(take('first'))
    await watch.ask(take('second', () => watch.hear('second')))
    expect(elsewhere).not.toHaveBeenCalled()
  })

  it('is this tab when an older seat of its own is heard of late', async () => {
    const elsewhere = vi.fn()
    const watch = new SeatWatch(elsewhere)
    await watch.ask(take('first'))
    await watch.ask(take('second', () => watch.hear('first')))
    watch.hear('first')
    expect(elsewhere).not.toHaveBeenCalled()
    await watch.ask(take('third', () => ['third', 'theirs', 'first'].forEach((one) => watch.hear(one))))
    expect(elsewhere).toHaveBeenCalledOnce()
  })

  it('is this tab when the answer to its own question was lost', async () => {
    const elsewhere = vi.fn()
    const watch = new SeatWatch(elsewhere)
    await watch.ask(take('first'))
    const cut = () => Promise.reject(new ApiError('network', 0))
    await expect(watch.ask(cut)).rejects.toThrow('network')
    await watch.ask(take('second', () => watch.hear('answer lost')))
    watch.hear('answer lost')
    expect(elsewhere).not.toHaveBeenCalled()
    watch.hear('theirs')
    expect(elsewhere).toHaveBeenCalledOnce()
  })

  it('is another tab when it took the seat while this one asked', async () => {
    const elsewhere = vi.fn()
    const watch = new SeatWatch(elsewhere)
    await watch.ask(take('mine', () => watch.hear('theirs')))
    expect(elsewhere).toHaveBeenCalledOnce()
  })
})

describe('the page after logging in', () => {
  it('is one of ours', () => {
    expect(pageAfterLogin('?next=/c/exams/1bbc766e-bb83')).toBe('/c/exams/1bbc766e-bb83')
    const asked = '/c/announcements?view=all'
    expect(pageAfterLogin(`?next=${encodeURIComponent(asked)}`)).toBe(asked)
    for (const next of [
      '//evil.example',
      'https://evil.example',
      '/s/rooms',
      '/c/login',
      '/c/../s',
      '/c/x?y#//evil',
    ])
      expect(pageAfterLogin(`?next=${encodeURIComponent(next)}`)).toBe('/c/exams')
  })
})

it.each([
  ['exams.session_edited', ['now', 'exams']],
  ['exams.session_state_changed', ['now', 'exams']],
  // The step leads to the terms, which were read before there were new ones.
  ['commitments.consent_text_published', ['now', 'consents']],
] as const)(
  'reads the present step and what belongs to it again after %s, not all pages in one moment',
  (name, keys) => {
    vi.useFakeTimers()
    const read: unknown[] = []
    effects[name]!(event({}), { invalidateQueries: async ({ queryKey }) => read.push(queryKey[1]) })
    expect(read).toEqual([])
    vi.runAllTimers()
    expect(read).toEqual(keys)
    vi.useRealTimers()
  },
)
