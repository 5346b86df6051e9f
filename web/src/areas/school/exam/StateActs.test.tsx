import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { serverClock } from '@/api/clock'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { examDetail } from '@/test/school_rows'
import { Toasts } from '@/ui/Toasts'
import type { Exam, ExamFigures } from '@/api/school_shapes'
import { StateActs } from './StateActs'

const draft = (change: Partial<Exam> = {}) =>
  examDetail({
    state: 'draft',
    published_at: null,
    version: 4,
    room_count: 3,
    candidate_count: 120,
    ...change,
  })

let figures: ExamFigures

beforeEach(() => {
  figures = { stages: [], busy: [], first_began_at: null, last_ended_at: null, closed_at: null }
})

async function acts(exam: Exam, answer: () => Response = () => new Response(null, { status: 204 })) {
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.url.endsWith('/figures')) return Response.json(figures)
    if (request.method === 'GET') return Response.json({ items: [], ready: 0, total: 0, blocked: 0 })
    sent.push([new URL(request.url).pathname, await request.json()])
    return answer()
  })
  const { router, page } = routed(() => (
    <>
      <StateActs exam={exam} />
      <Toasts />
    </>
  ))
  const { container } = await show(page)
  return { router, container, sent, user: userEvent.setup() }
}

it('deletes a draft after saying what goes with it, and only what was said', async () => {
  const { router, container, sent, user } = await acts(draft())
  await user.click(await screen.findByRole('button', { name: '删除草稿' }))
  const question = await screen.findByRole('dialog')
  expect(question.textContent).toContain('3 个考场、120 名考生会一并删除')
  expect(await violations(container)).toEqual([])
  await user.click(within(question).getByRole('button', { name: /^删除「/ }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/s/school/exams'))
  expect(sent).toEqual([['/api/v1/school/exams/exam/deletion', { version: 4, rooms: 3, candidates: 120 }]])
})

it('stays with the question when it is refused, and says why', async () => {
  const refusal = { code: 'exam_content_changed', detail: '', params: { rooms: 3, candidates: 121 } }
  const { router, user } = await acts(draft(), () => Response.json(refusal, { status: 409 }))
  await user.click(await screen.findByRole('button', { name: '删除草稿' }))
  const question = await screen.findByRole('dialog')
  await user.click(within(question).getByRole('button', { name: /^删除「/ }))
  expect(await screen.findByText(/现有 3 个考场、121 名考生，没有删除/)).toBeTruthy()
  expect(router.state.location.pathname).toBe('/')
})

it('offers it for no exam that was published once', async () => {
  await acts(draft({ published_at: '2026-11-20T05:00:00.000Z' }))
  await screen.findByRole('button', { name: '发布' })
  expect(screen.queryByRole('button', { name: '删除草稿' })).toBeNull()
})

it('says of an exam that was withdrawn who is told when it is published again', async () => {
  const { user } = await acts(draft({ published_at: '2026-11-20T05:00:00.000Z' }))
  expect(await screen.findByText(/撤回前已知道安排的考生和考务人员会各自收到/)).toBeTruthy()
  expect(screen.queryByText(/考生不会收到短信，请用公告/)).toBeNull()
  await user.click(screen.getByRole('button', { name: '发布' }))
  expect((await screen.findByRole('dialog')).textContent).toContain('考生无需另发通知')
})

it.each([
  ['has come', -1, true],
  ['is still ahead', 1, false],
])('says that publishing opens at once when the time of the waiting area %s', async (_, hours, said) => {
  const entry_opens_at = new Date(serverClock.now() + hours * 3_600_000).toISOString()
  const { container, user } = await acts(draft({ entry_opens_at }))
  await user.click(await screen.findByRole('button', { name: '发布' }))
  const question = await screen.findByRole('dialog')
  expect(question.textContent).toContain('发布后的改动需说明理由')
  expect(question.textContent?.includes('发布后立即开放，不能再撤回发布')).toBe(said)
  expect(await violations(container)).toEqual([])
})

it('keeps the question and the reason when a step is refused, and says why', async () => {
  const refusal = {
    code: 'changed_meanwhile',
    params: { by_name: '苏文婕', at: '2026-11-22T06:00:00Z', fields: [] },
  }
  const { sent, user } = await acts(draft({ state: 'open', published_at: '2026-11-20T05:00:00.000Z' }), () =>
    Response.json(refusal, { status: 409 }),
  )
  await user.click(await screen.findByRole('button', { name: '结束考试' }))
  const reason = await screen.findByRole('textbox')
  const question = within(screen.getByRole('dialog'))
  await user.type(reason, '台风')
  await user.click(question.getByRole('button', { name: '结束考试' }))
  expect((await screen.findByRole('alert')).textContent).toContain('苏文婕')
  expect(question.getByRole('textbox')).toHaveProperty('value', '台风')
  expect(sent).toEqual([['/api/v1/school/exams/exam/state', { version: 4, state: 'closed', reason: '台风' }]])
})

const running = () => draft({ state: 'open', published_at: '2026-11-20T05:00:00.000Z' })

it('says who is where before an exam is ended', async () => {
  figures.stages = [
    { stage: 'not_logged_in', count: 9 },
    { stage: 'waiting', count: 1 },
    { stage: 'finished', count: 4 },
    { stage: 'absent', count: 2 },
  ]
  const { container, user } = await acts(running())
  await user.click(await screen.findByRole('button', { name: '结束考试' }))
  await waitFor(() => expect(screen.getByRole('dialog').textContent).toContain('未登录 9 人、候考 1 人'))
  expect(screen.getByRole('dialog').textContent).toContain('10 名考生还没有面试')
  expect(await violations(container)).toEqual([])
})

it('asks no reason while somebody is inside', async () => {
  figures.busy = [{ id: 'one', name: '材料 3 考场', name_en: 'Room 3' }]
  const { sent, user } = await acts(running())
  await user.click(await screen.findByRole('button', { name: '结束考试' }))
  expect(await screen.findByText(/材料 3 考场 还有考生在通话、受邀或面试中/)).toBeTruthy()
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(sent).toEqual([])
})
