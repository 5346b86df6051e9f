import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Exam } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { examDetail } from '@/test/school_rows'
import { Readiness } from './Readiness'
import { StateActs } from './StateActs'

const answers = vi.hoisted(() => ({ readiness: {} as object, changeState: vi.fn() }))
vi.mock('./reads', async (original) => ({
  ...(await original<object>()),
  useReadiness: () => ({ data: answers.readiness, error: null, refetch: () => {} }),
}))
vi.mock('./acts', () => ({ changeState: answers.changeState }))

const READY = { state: 'ready', problem: '', count: 0, names: [], meetings: [] }
const LACKING = {
  items: [
    {
      key: 'slots',
      place: 'rooms',
      state: 'blocked',
      problem: 'without_slot',
      count: 5,
      names: ['沈嘉树', '欧阳明月', '白洁'],
      meetings: [],
    },
    {
      key: 'texts',
      place: 'texts',
      state: 'blocked',
      problem: 'no_letter',
      count: 0,
      names: [],
      meetings: [],
    },
    {
      key: 'rehearsal',
      place: 'exam',
      state: 'todo',
      problem: 'no_rehearsal',
      count: 0,
      names: [],
      meetings: [],
    },
    { key: 'rooms', place: 'rooms', ...READY, count: 2 },
  ],
  ready: 1,
  total: 4,
  blocked: 2,
}
const FINE = { items: [{ key: 'rooms', place: 'rooms', ...READY, count: 2 }], ready: 1, total: 1, blocked: 0 }

beforeEach(() => {
  answers.changeState.mockReset()
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
})

const panel = (exam: Exam, go = vi.fn()) =>
  routed(() => (
    <Readiness
      exam={exam}
      jump={({ key }) => (key === 'slots' ? undefined : () => go(key))}
      foot={<StateActs exam={exam} />}
    />
  )).page

it('says what blocks, by name, and leads to the place', async () => {
  answers.readiness = LACKING
  const go = vi.fn()
  const { container } = await show(panel(examDetail({ state: 'draft' }), go))
  expect(await screen.findByText('5 名考生没有考场或时段：沈嘉树、欧阳明月、白洁 等')).toBeTruthy()
  expect(screen.getByRole('button', { name: '发布（还差 2 项）' })).toHaveProperty('disabled', true)
  expect(screen.queryByRole('button', { name: '处理: 考生时段' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: '处理: 承诺书与须知' }))
  expect(go).toHaveBeenCalledWith('texts')
  expect(await violations(container)).toEqual([])
})

it('names who meets whom, in which room, and why', async () => {
  const meeting = { room: '第二考场', staff: '周敏', candidate: '陈思远', relation: 'teacher' }
  const roles = ['chief_examiner', 'waiting_room_officer']
  const clash = { key: 'clashes', place: 'rooms', state: 'blocked', problem: 'relation', names: [] }
  const items = [{ ...clash, count: 4, meetings: [{ ...meeting, roles }] }]
  answers.readiness = { items, ready: 0, total: 1, blocked: 1 }
  const { container } = await show(panel(examDetail({ state: 'draft' })))
  expect(await screen.findByText('第二考场：周敏（主考官、候考官）与考生陈思远有师生关系 等')).toBeTruthy()
  expect(screen.getByText('4 处考务人员与同一考场的考生有已申报的关系，应回避')).toBeTruthy()
  expect(await violations(container)).toEqual([])
})

it('publishes what nothing blocks, at the version on screen', async () => {
  answers.readiness = FINE
  answers.changeState.mockResolvedValue({})
  await show(panel(examDetail({ state: 'draft', version: 4 })))
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '发布' }))
  expect(screen.getByText(/11 名考生和 6 名考务人员将看到这场考试/)).toBeTruthy()
  await user.click(screen.getAllByRole('button', { name: '发布' }).at(-1)!)
  expect(answers.changeState).toHaveBeenCalledWith('exam', { version: 4, state: 'published', reason: '' })
})

it('withdraws only with a reason', async () => {
  answers.readiness = FINE
  answers.changeState.mockResolvedValue({})
  await show(panel(examDetail({ state: 'published', version: 4 })))
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '撤回发布' }))
  await user.click(screen.getAllByRole('button', { name: '撤回发布' }).at(-1)!)
  expect(answers.changeState).not.toHaveBeenCalled()
  await user.type(screen.getByLabelText('理由'), '时间有误')
  await user.click(screen.getAllByRole('button', { name: '撤回发布' }).at(-1)!)
  expect(answers.changeState).toHaveBeenCalledWith('exam', { version: 4, state: 'draft', reason: '时间有误' })
})

it('offers nothing more once archived', async () => {
  await show(panel(examDetail({ state: 'archived' })))
  expect(await screen.findByText('记录已封存，不再改动。')).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
})
