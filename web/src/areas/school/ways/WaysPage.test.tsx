import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { NotificationPolicy } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { schoolMe } from '@/test/school_rows'
import { MeContext } from '../me'
import { isOn, switched } from './ways'
import WaysPage from './WaysPage'

let policy: NotificationPolicy
let sent: unknown[]
let refused: object | null

beforeEach(() => {
  policy = {
    version: 3,
    candidate_slot_changed: 'sms',
    candidate_exam_time_changed: 'sms',
    candidate_exam_withdrawn: 'sms',
    candidate_cameras_changed: 'sms',
    candidate_room_renamed: 'page',
    candidate_exam_left: 'sms',
    candidate_announcement_withdrawn: 'page',
    staff_exam_time_changed: 'mail_or_sms',
    staff_exam_withdrawn: 'mail_or_sms',
    staff_room_renamed: 'mail_or_sms',
    staff_duty_added: 'mail',
    staff_duty_removed: 'mail_or_sms',
    staff_statement_asked: 'mail_or_sms',
    staff_relation_met: 'mail_or_sms',
    staff_second_step_reset: 'mail_or_sms',
  }
  sent = []
  refused = null
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.url.endsWith('/sms')) {
      return Response.json({
        closed: '',
        used_today: 12,
        daily_limit: 20_000,
        used_this_month: 40,
        monthly_limit: null,
      })
    }
    if (request.method !== 'PATCH') return Response.json(policy)
    const { version, ...changes } = (await request.json()) as NotificationPolicy
    sent.push({ version, ...changes })
    if (refused) return Response.json(refused, { status: 409 })
    policy = { ...policy, ...changes, version: version + 1 }
    return Response.json(policy)
  })
})

async function open(roles = ['school_admin'], language: 'zh-CN' | 'en' = 'zh-CN') {
  const { page } = routed(() => (
    <MeContext value={schoolMe({ roles })}>
      <WaysPage />
    </MeContext>
  ))
  const shown = await show(page, language)
  await screen.findByRole('table')
  return { ...shown, user: userEvent.setup() }
}

const switchOf = (name: string) => screen.getByRole('switch', { name })
const stateOf = (name: string) => switchOf(name).getAttribute('aria-checked')

it('turns two switches into one choice and back', () => {
  expect(switched('page', 'sms', true)).toBe('sms')
  expect(switched('sms', 'mail', true)).toBe('mail_or_sms')
  expect(switched('mail_or_sms', 'sms', false)).toBe('mail')
  expect(switched('mail', 'mail', false)).toBe('page')
  expect([isOn('mail_or_sms', 'sms'), isOn('mail_or_sms', 'mail'), isOn('mail', 'sms')]).toEqual([
    true,
    true,
    false,
  ])
})

it('says who gets it, what it costs, and saves only what differs', async () => {
  const { container, user } = await open()
  expect(await violations(container)).toEqual([])
  expect(await screen.findByText(/今日 12 \/ 20,000 条，本月 40 条，不限/)).toBeTruthy()
  expect(stateOf('考生，考场改名：短信')).toBe('false')
  await user.click(switchOf('考生，考场改名：短信'))
  await user.click(switchOf('考务人员，新的考务安排：短信'))
  await user.click(switchOf('考务人员，新的考务安排：短信'))
  expect(screen.getAllByText('改动未保存')).toHaveLength(1)
  await user.click(screen.getByRole('button', { name: '保存 1 项改动' }))
  expect(sent).toEqual([{ version: 3, candidate_room_renamed: 'sms' }])
  await waitFor(() => expect(screen.queryByText('改动未保存')).toBeNull())
  expect(stateOf('考生，考场改名：短信')).toBe('true')
})

it('works by keyboard, and drops what was not meant', async () => {
  const { user } = await open(['school_admin'], 'en')
  switchOf('Staff, New duty: Text message').focus()
  await user.keyboard(' ')
  expect(screen.getByText('Not saved')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Discard' }))
  expect(stateOf('Staff, New duty: Text message')).toBe('false')
  expect(sent).toEqual([])
})

it('tells the second of two what was changed, and reads it again', async () => {
  const { user } = await open()
  refused = {
    code: 'changed_meanwhile',
    params: { by_name: '苏文婕', at: '2026-11-22T06:00:00Z', fields: ['staff_duty_added'] },
  }
  await user.click(switchOf('考生，考场改名：短信'))
  await user.click(screen.getByRole('button', { name: '保存 1 项改动' }))
  const said = await screen.findByRole('alert')
  expect(said.textContent).toContain('苏文婕 已于 2026-11-22 14:00 修改了这里')
  expect(said.textContent).toContain('考务人员的「新的考务安排」')
  policy = { ...policy, version: 4, staff_duty_added: 'page' }
  await user.click(screen.getByRole('button', { name: '重新载入' }))
  await waitFor(() => expect(stateOf('考务人员，新的考务安排：邮件')).toBe('false'))
  // Nobody else changed this one.
  expect(stateOf('考生，考场改名：短信')).toBe('true')
  expect(screen.getAllByText('改动未保存')).toHaveLength(1)
})

it('lets a college administrator read', async () => {
  await open(['college_admin'])
  for (const one of screen.getAllByRole('switch')) expect(one).toHaveProperty('disabled', true)
  expect(screen.getByText('由学校管理员设置，您可以查看')).toBeTruthy()
})
