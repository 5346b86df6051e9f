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
beforeEach(() => {
  for (const { id } of toastStore.getSnapshot()) hideToast(id)
  sent = []
  hear = undefined
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET')
      return Response.json({ items: [notice], more: false, unread: 1, unconfirmed: 0 })
    sent.push(request.url.replace(location.origin, ''))
    return new Response(null, { status: 204 })
  })
  return () => history.replaceState(null, '', '/')
})

it('counts as read what the open page shows by itself', async () => {
  history.replaceState(null, '', '/s/school/exams/e1/import')
  // A window that nobody looks at is hidden, as jsdom's is.
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)
  await show(routed(() => <NewsToasts />).page)
  await waitFor(() => expect(hear).toBeTruthy())
  act(() => hear?.(news))
  await waitFor(() => expect(sent).toEqual(['/api/v1/staff/notifications/reading?only=one']))
  expect(toastStore.getSnapshot()).toEqual([])
})

it('leaves it unread, and says it, on any other page', async () => {
  await show(routed(() => <NewsToasts />).page)
  await waitFor(() => expect(hear).toBeTruthy())
  act(() => hear?.(news))
  await waitFor(() => expect(toastStore.getSnapshot()).toMatchObject([{ text: '名单已写入 7 行' }]))
  expect(sent).toEqual([])
})
