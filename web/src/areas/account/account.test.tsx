import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/errors'
import { ChangePassword } from '@/features/accounts/ChangePassword'
import { ResetPassword } from '@/features/accounts/ResetPassword'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import InvitationPage from './InvitationPage'

const post = vi.hoisted(() => vi.fn())
const put = vi.hoisted(() => vi.fn())
vi.mock('@/api/client', async (original) => ({
  ...(await original<object>()),
  api: { POST: post, PUT: put },
  call: (answer: unknown) => answer,
}))

const OFFER = {
  school: '示范大学',
  school_en: 'Shifan University',
  college: null,
  role: 'auditor',
  name: '白洁',
  contact: '138****1111',
  needs_password: true,
  expires_at: '2026-11-29T06:00:00Z',
}

beforeEach(() => {
  for (const spy of [post, put]) spy.mockReset()
  history.replaceState(null, '', '/')
})

it('shows what is offered and lets nobody in with two different passwords', async () => {
  history.replaceState(null, '', '/#the-secret-of-the-link')
  post.mockResolvedValue(OFFER)
  const { container } = await show(<InvitationPage />)
  expect(await screen.findByRole('heading', { name: '示范大学邀请您' })).toBeTruthy()
  expect(screen.getByText('审计')).toBeTruthy()
  expect(await violations(container)).toEqual([])
  const user = userEvent.setup()
  await user.type(screen.getByLabelText('新密码'), 'long enough 1')
  await user.type(screen.getByLabelText('再输入一次新密码'), 'long enough 2')
  await user.click(screen.getByRole('button', { name: '接受邀请' }))
  expect(screen.getByText('两次输入的密码不一样')).toBeTruthy()
  expect(post).toHaveBeenCalledTimes(1)
})

it('sends whoever has an account to the log-in', async () => {
  history.replaceState(null, '', '/#the-secret-of-the-link')
  post.mockResolvedValueOnce({ ...OFFER, needs_password: false })
  await show(<InvitationPage />)
  post.mockResolvedValueOnce({ logged_in: false, school_id: 'school' })
  await userEvent.click(await screen.findByRole('button', { name: '接受邀请' }))
  expect(await screen.findByRole('heading', { name: '已接受邀请' })).toBeTruthy()
  expect(post.mock.lastCall?.[1]).toEqual({ body: { secret: 'the-secret-of-the-link', password: '' } })
  expect(location.hash).toBe('')
})

it('says why a link does not open, and asks nothing without one', async () => {
  const { unmount } = await show(<InvitationPage />)
  expect(await screen.findByText('链接不完整，请从短信或邮件中完整打开。')).toBeTruthy()
  expect(post).not.toHaveBeenCalled()
  unmount()
  history.replaceState(null, '', '/#the-secret-of-the-link')
  post.mockRejectedValue(new ApiError('staff_invitation_used', 410))
  await show(<InvitationPage />)
  expect(await screen.findByText('邀请已接受，请直接登录')).toBeTruthy()
})

it('changes the password by the present one, and forgets what was typed', async () => {
  put.mockRejectedValueOnce(new ApiError('password_wrong', 403))
  await show(<ChangePassword />)
  const user = userEvent.setup()
  const typed: [string, string][] = [
    ['现在的密码', 'not the one'],
    ['新密码', 'long enough 1'],
    ['再输入一次新密码', 'long enough 1'],
  ]
  for (const [label, words] of typed) await user.type(screen.getByLabelText(label), words)
  await user.click(screen.getByRole('button', { name: '修改密码' }))
  expect(await screen.findByText('账号或密码不对。请核对后重试')).toBeTruthy()
  put.mockResolvedValueOnce(undefined)
  await user.click(screen.getByRole('button', { name: '修改密码' }))
  expect(await screen.findByText('密码已修改，其他设备上的登录已退出')).toBeTruthy()
  expect(screen.getByLabelText('新密码')).toHaveProperty('value', '')
})

it('sets a forgotten password by a code', async () => {
  const done = vi.fn()
  post.mockResolvedValueOnce({ challenge_id: 'challenge', resend_after_seconds: 60 })
  post.mockResolvedValueOnce(undefined)
  await show(routed(() => <ResetPassword schoolId="school" onNeedSchool={() => {}} onDone={done} />).page)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('手机号或邮箱'), 'b@example.com')
  await user.click(screen.getByRole('button', { name: '获取验证码' }))
  await user.type(screen.getByLabelText('验证码'), '123456')
  await user.type(screen.getByLabelText('新密码'), 'long enough 1')
  await user.type(screen.getByLabelText('再输入一次新密码'), 'long enough 1')
  await user.click(screen.getByRole('button', { name: '设置新密码' }))
  expect(done).toHaveBeenCalled()
  expect(post.mock.lastCall?.[1]).toEqual({
    params: { path: { challenge_id: 'challenge' } },
    body: { code: '123456', password: 'long enough 1' },
  })
})
