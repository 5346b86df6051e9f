import { useQueryClient } from '@tanstack/react-query'
import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { TicketDetail } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { examDetail, examRow, schoolMe } from '@/test/school_rows'
import { MeContext } from '../me'
import TicketsPage from './TicketsPage'

let tickets: TicketDetail[]
let corrected: unknown[]

function ticket(id: string, change: Partial<TicketDetail> = {}): TicketDetail {
  const { name, name_en, formality, state, college } = examRow()
  return {
    id,
    version: 1,
    state: 'open',
    kind: 'doubt',
    text: `问题${id}`,
    name: '陈思远',
    candidate_number: id,
    roster_entry_id: id,
    exam: { id: 'exam', name, name_en, formality, state },
    college,
    room: null,
    handler: null,
    handlers: [],
    created_at: '2026-11-22T06:00:00.000Z',
    answer: '',
    answered_at: null,
    answered_by_name: '',
    ...change,
  }
}

beforeEach(() => {
  localStorage.clear()
  tickets = [ticket('甲'), ticket('乙')]
  corrected = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = decodeURIComponent(new URL(request.url).pathname).replace('/api/v1/school', '')
    const one = tickets.find(({ id }) => path === `/tickets/${id}`)
    if (one) return Response.json(one)
    if (path.endsWith('/correction')) {
      corrected.push(await request.json())
      return Response.json(tickets[0])
    }
    const q = new URL(request.url).searchParams.get('q')
    if (path === '/exams/closed') return Response.json(examDetail({ id: 'closed', name: '去年的复试' }))
    if (path === '/exams')
      return Response.json({
        items: q === '博' ? [examRow({ id: 'old', name: '博士复试' })] : [],
        total: 101,
      })
    return Response.json({ items: tickets, total: tickets.length })
  })
})

async function open(address = '/') {
  let pushed: () => Promise<void> = () => Promise.resolve()
  const { router, page } = routed(() => {
    const cache = useQueryClient()
    pushed = () => cache.invalidateQueries()
    return (
      <MeContext.Provider value={schoolMe()}>
        <TicketsPage />
      </MeContext.Provider>
    )
  }, address)
  await show(page)
  return { router, pushed: () => act(() => pushed()) }
}
const row = (id: string) => screen.findByRole('row', { name: new RegExp(`问题${id}`) })
const field = () => screen.findByLabelText<HTMLTextAreaElement>('答复')

it('keeps a half-written answer through another row, Escape and the way off the page', async () => {
  const { router } = await open()
  const user = userEvent.setup()
  await user.click(await row('甲'))
  await user.type(await field(), '请带上')
  await user.click(await row('乙'))
  await vi.waitFor(async () => expect((await field()).value).toBe(''))
  await user.keyboard('{Escape}')
  await user.click(await row('甲'))
  await vi.waitFor(async () => expect((await field()).value).toBe('请带上'))
  void router.navigate({ to: '/other' as never })
  expect(await screen.findByText('有改动还没有保存')).toBeTruthy()
  expect(router.state.location.pathname).toBe('/')
})

it('shows who was first, and keeps what was written to be copied', async () => {
  const { pushed } = await open()
  const user = userEvent.setup()
  await user.click(await row('甲'))
  await user.type(await field(), '请带上')
  tickets[0] = ticket('甲', {
    state: 'answered',
    answer: '已核对',
    answered_at: '2026-11-22T06:05:00.000Z',
    answered_by_name: '苏文婕',
  })
  await pushed()
  expect(await screen.findByText(/苏文婕 已于 11-22 14:05 答复，您写的答复没有发送/)).toBeTruthy()
  expect(screen.getByLabelText('您写的答复（没有发送）')).toHaveProperty('value', '请带上')
})

it('lets an answer be followed by another, and marks what was handed over to oneself', async () => {
  const { id, name } = schoolMe().person
  const answered = { state: 'answered', answer: '请带身份证', answered_at: '2026-11-22T06:05:00.000Z' }
  tickets = [ticket('甲', { ...answered, handler: { id, name } }), ticket('乙')]
  await open()
  const user = userEvent.setup()
  expect((await screen.findAllByText('转给您')).length).toBe(1)
  await user.click(await row('甲'))
  await user.click(await screen.findByRole('button', { name: '更正或补充答复' }))
  const again = screen.getByLabelText<HTMLTextAreaElement>('更正或补充答复')
  expect(again.value).toBe('请带身份证')
  await user.type(again, '和准考证')
  await user.click(screen.getByRole('button', { name: '发送答复' }))
  await vi.waitFor(() => expect(corrected).toEqual([{ version: 1, text: '请带身份证和准考证' }]))
})

it('names the closed exam that the address holds, and finds any other by its name', async () => {
  const { router } = await open('/?session_id=closed')
  expect(await screen.findByTitle(/^去年的复试 · /)).toBeTruthy()
  const user = userEvent.setup()
  await user.type(screen.getByRole('combobox', { name: '考试' }), '博')
  await user.click(await screen.findByTitle(/^博士复试 · /))
  await vi.waitFor(() => expect(router.state.location.search).toEqual({ session_id: 'closed,old' }))
})
