import { act, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { PushEvent } from '@/live/socket'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { hideToast, toastStore } from '@/ui/toast'
import { NewsToasts } from './NewsToasts'

let hear: ((event: PushEvent) => void) | undefined
vi.mock('@/live/Live', () => ({
  useLiveEvent: (_type: string, handler: typeof hear) => void (hear = handler),
}))

const notice = {
  id: 'one',
  kind: 'work_ended',
  params: {
    work: 'roster_written',
    count: 7,
    exam: '硕士复试',
    exam_en: '',
    file: '名单.xlsx',
    session_id: 'e1',
  },
  reason: '',
  created_at: '2026-11-22T06:00:00Z',
  read_at: null,
  confirmed_at: null,
}
const news = {
  type: 'notifications.notification_sent',
  data: { notification_id: 'one' },
} as unknown as PushEvent

let sent: string[]
let told: typeof notice
beforeEach(() => {
  for (const { id } of toastStore.getSnapshot()) hideToast(id)
  sent = []
  hear = undefined
  told = notice
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET')
      return Response.json({ items: [told], more: false, unread: 1, unconfirmed: 0 })
    sent.push(request.url.replace(location.origin, ''))
    return new Response(null, { status: 204 })
  })
  return () => history.replaceState(null, '', '/')
})

const merged = { work: 'roster_merged', by: '韩雪' }
const undone = { work: 'roster_rolled_back', by: '韩雪' }
it.each([
  ['as done: it shows it in a list', {}, ['名单已写入 7 行']],
  ['by whom', undone, ['已撤销导入，共 7 行 · 硕士复试 · 名单.xlsx · 由 韩雪 撤销']],
  ['with whose rows', merged, [/^您核对的名单.*共 7 行.* · 由 韩雪 上传$/]],
  ['not a second time', { work: 'roster_not_written' }, []],
])('counts as read what the open page shows by itself, and says it %s', async (_, change, said) => {
  told = { ...notice, params: { ...notice.params, ...change } }
  history.replaceState(null, '', '/s/school/exams/e1/import')
  // A window that nobody looks at is hidden, as jsdom's is.
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)
  await show(routed(() => <NewsToasts />).page)
  await waitFor(() => expect(hear).toBeTruthy())
  act(() => hear?.(news))
  await waitFor(() => expect(sent).toEqual(['/api/v1/staff/notifications/reading?only=one']))
  expect(toastStore.getSnapshot()).toEqual(
    said.map((text) => expect.objectContaining({ text: expect.stringMatching(text) })),
  )
})

it('leaves it unread, and says it, on any other page', async () => {
  await show(routed(() => <NewsToasts />).page)
  await waitFor(() => expect(hear).toBeTruthy())
  act(() => hear?.(news))
  await waitFor(() => expect(toastStore.getSnapshot()).toMatchObject([{ text: '名单已写入 7 行' }]))
  expect(sent).toEqual([])
})
