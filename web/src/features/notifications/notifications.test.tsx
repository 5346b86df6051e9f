import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { hideToast, toastStore } from '@/ui/toast'
import { Toasts } from '@/ui/Toasts'
import { Bell } from './Bell'
import { CalendarLink } from './CalendarLink'
import { InboxList } from './InboxList'
import type { Notice } from './reads'

let sent: string[]
let url: string
beforeEach(() => {
  for (const { id } of toastStore.getSnapshot()) hideToast(id)
  sent = []
  url = 'https://exam.example.edu/calendars/secret.ics'
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json({ url })
    sent.push(new URL(request.url).pathname)
    return Response.json({ code: 'not_found' }, { status: 404 })
  })
})

const notice = {
  id: 'one',
  kind: 'slot_changed',
  params: {},
  reason: '',
  created_at: '2026-11-22T06:00:00Z',
  confirmed_at: null,
} as unknown as Notice

it('says that a confirmation was refused', async () => {
  await show(
    <>
      <InboxList area="candidate" items={[notice]} />
      <Toasts />
    </>,
  )
  await userEvent.setup().click(await screen.findByRole('button', { name: '知道了' }))
  expect(await screen.findByRole('alert')).toBeTruthy()
})

it('says how long the interview takes now, where its slot stays', async () => {
  const params = {
    exam: '复试',
    room: '第一考场',
    starts_at: notice.created_at,
    minutes: '22.5',
    was_minutes: '15',
  }
  await show(<InboxList area="candidate" items={[{ ...notice, params }]} />)
  expect(await screen.findByText('您的面试时长有变更')).toBeTruthy()
  expect(await screen.findByText(/在 第一考场 的面试，由 15 分钟改为 22.5 分钟/)).toBeTruthy()
})

it('speaks of no change to whom nothing had been told before', async () => {
  const params = { exam: '复试', room: '第一考场', was_room: '', starts_at: null, was_starts_at: null }
  await show(<InboxList area="candidate" items={[{ ...notice, params }]} />)
  expect(await screen.findByText('您的面试安排')).toBeTruthy()
  expect(await screen.findByText('复试：第一考场 未定。')).toBeTruthy()
})

it('names the devices that are to be at hand now', async () => {
  const items = [2, 1].map((cameras) => ({
    ...notice,
    id: `with ${cameras}`,
    kind: 'cameras_changed',
    params: { exam: '复试', cameras },
  }))
  await show(<InboxList area="candidate" items={items} />)
  expect(await screen.findByText(/复试：面试设备改为电脑和手机（第二机位）。/)).toBeTruthy()
  expect(await screen.findByText(/复试：面试设备改为电脑，不再需要手机。/)).toBeTruthy()
})

it('names the room and the time where a relation meets a candidate', async () => {
  const params = { exam: '复试', room: '第一考场', starts_at: notice.created_at }
  const whole = { ...params, room_id: 'r1', staff: '周敏', candidate: '陈思远 26S0417', relation: 'teacher' }
  const met = { ...notice, kind: 'relation_met' }
  const items = [
    { ...met, params },
    { ...met, id: 'whole', params: whole },
  ]
  await show(routed(() => <InboxList area="staff" items={items} />).page)
  expect(
    await screen.findByText(/第一考场 的 周敏 与考生 陈思远 26S0417（.*14:00.*）有回避关系（师生）/),
  ).toBeTruthy()
  expect(screen.getByRole('link', { name: '打开考场' }).getAttribute('href')).toBe('/s/school/rooms/r1')
  expect(await screen.findByText(/第一考场 有考务人员与 .*14:00.* 的考生存在回避关系/)).toBeTruthy()
})

it('says once whose clock it is, to whom it is not their own', async () => {
  const params = {
    exam: '复试',
    starts_at: '2026-11-22T06:00:00Z',
    ends_at: '2026-11-22T09:30:00Z',
    was_starts_at: '2026-11-21T06:00:00Z',
    was_ends_at: '2026-11-21T09:30:00Z',
  }
  const zone = vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(0)
  await show(<InboxList area="staff" items={[{ ...notice, kind: 'exam_time_changed', params } as Notice]} />)
  expect(
    await screen.findByText(
      '复试：由 2026-11-21 14:00 至 2026-11-21 17:30 改为 2026-11-22 14:00 至 2026-11-22 17:30（北京时间）。',
    ),
  ).toBeTruthy()
  zone.mockRestore()
})

it('says all of the place of a candidate whose exam was moved', async () => {
  const params = {
    exam: '复试',
    room: '第一考场',
    starts_at: '2026-11-22T06:00:00Z',
    ends_at: '2026-11-22T09:30:00Z',
    was_starts_at: '2026-11-21T06:00:00Z',
    was_ends_at: '2026-11-21T09:30:00Z',
    slot_at: '2026-11-22T07:00:00Z',
    takes: '20',
  }
  const moved = { ...notice, kind: 'exam_time_changed', params } as Notice
  await show(<InboxList area="candidate" items={[moved]} />)
  expect(await screen.findByText(/您的面试：第一考场 2026-11-22 15:00.*，20 分钟。$/)).toBeTruthy()
})

it('names the duties that are left', async () => {
  const params = { exam: '复试', room: '第一考场', kept: true, roles: ['chief_examiner', 'secretary'] }
  const changed = { ...notice, kind: 'duty_removed', params } as Notice
  await show(<InboxList area="staff" items={[changed]} />)
  expect(await screen.findByText('复试：您在 第一考场 的职务现为 主考官、秘书。')).toBeTruthy()
})

it('copies no address that was not read', async () => {
  url = ''
  await show(<CalendarLink area="candidate" />)
  expect(await screen.findByRole('button', { name: '复制地址' })).toHaveProperty('disabled', true)
})

it('asks before the address is changed, and says when it was not', async () => {
  await show(
    <>
      <CalendarLink area="candidate" />
      <Toasts />
    </>,
  )
  const user = userEvent.setup()
  const change = await screen.findByRole('button', { name: '更换地址' })
  await waitFor(() => expect(change).toHaveProperty('disabled', false))
  await user.click(change)
  expect(sent).toEqual([])
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: '更换地址' }))
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(sent).toEqual(['/api/v1/candidate/calendar/renewal'])
})

it('leaves the address selected where the browser lets nobody copy', async () => {
  await show(
    <>
      <CalendarLink area="candidate" />
      <Toasts />
    </>,
  )
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: '订阅地址' })
  await waitFor(() => expect(field.value).toBe(url))
  const user = userEvent.setup()
  vi.stubGlobal('navigator', { ...navigator, clipboard: undefined })
  await user.click(screen.getByRole('button', { name: '复制地址' }))
  expect(await screen.findByText('地址已选中，请按 Ctrl+C 复制')).toBeTruthy()
  expect(field.selectionEnd).toBe(url.length)
})

it('shows older ones below when they are asked for, until there are no more', async () => {
  const page = (id: string, more: boolean) =>
    Response.json({ items: [{ ...notice, id, reason: id }], more, unread: 0, unconfirmed: 2 })
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url)
    if (!pathname.endsWith('/notifications')) return Response.json({ url })
    return searchParams.get('before') === 'one' ? page('two', false) : page('one', true)
  })
  await show(<Bell />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /通知/ }))
  await user.click(await screen.findByRole('button', { name: '更早的通知' }))
  expect(await screen.findByText(/two/)).toBeTruthy()
  expect(screen.getByText(/one/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: '更早的通知' })).toBeNull()
})
