import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/errors'
import { SecondFactor } from '@/features/accounts/SecondFactor'
import { SecondStep } from '@/features/accounts/SecondStep'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'

const post = vi.hoisted(() => vi.fn())
const get = vi.hoisted(() => vi.fn())
vi.mock('@/api/client', async (original) => ({
  ...(await original<object>()),
  api: { POST: post, GET: get },
  call: (answer: unknown) => answer,
}))

beforeEach(() => {
  for (const spy of [post, get]) spy.mockReset()
})

it('asks for the code of the app, or for a recovery code, and says when it is too late', async () => {
  const done = vi.fn()
  const back = vi.fn()
  await show(<SecondStep onDone={done} onBack={back} />)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: '登录' }))
  expect(screen.getByText('请输入动态码')).toBeTruthy()
  post.mockRejectedValueOnce(new ApiError('second_code_wrong', 403))
  await user.type(screen.getByLabelText('动态码'), '123456')
  await user.click(screen.getByRole('button', { name: '登录' }))
  expect(
    await screen.findByText(
      '动态码或恢复码不对，或已经使用过。动态码请等下一个再试；手机和恢复码都不在身边时，请学校管理员重置',
    ),
  ).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '手机不在身边？使用恢复码' }))
  expect(screen.getByLabelText('恢复码')).toHaveProperty('value', '')
  post.mockResolvedValueOnce({ second_step: false })
  await user.type(screen.getByLabelText('恢复码'), 'AAAA-BBBB-CCCC')
  await user.click(screen.getByRole('button', { name: '登录' }))
  expect(done).toHaveBeenCalledOnce()
  expect(post.mock.lastCall?.[1]).toEqual({ body: { code: 'AAAA-BBBB-CCCC' } })
  post.mockRejectedValueOnce(new ApiError('second_step_over', 410))
  await user.click(screen.getByRole('button', { name: '登录' }))
  await user.click(await screen.findByRole('button', { name: '重新登录' }))
  expect(back).toHaveBeenCalledOnce()
})

it('shows the secret, then the recovery codes, once each', async () => {
  get.mockResolvedValue({ on_since: null, recovery_codes_left: 0 })
  const { container } = await show(routed(SecondFactor).page)
  const user = userEvent.setup()
  post.mockResolvedValueOnce({
    secret: 'GEZDGNBVGY3TQOJQ',
    address: 'otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ',
  })
  await user.click(await screen.findByRole('button', { name: '开启两步验证' }))
  expect(await screen.findByText('GEZD GNBV GY3T QOJQ')).toBeTruthy()
  expect(await violations(container)).toEqual([])
  get.mockResolvedValue({ on_since: '2026-11-23T05:00:00Z', recovery_codes_left: 2 })
  post.mockResolvedValueOnce({ codes: ['AAAA-BBBB-CCCC', 'DDDD-EEEE-FFFF'] })
  await user.type(screen.getByLabelText('动态码'), '123456')
  await user.click(screen.getByRole('button', { name: '完成开启' }))
  expect(await screen.findByText('DDDD-EEEE-FFFF')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '我已保存' }))
  expect(await screen.findByText('恢复码快用完了，请更换一批并妥善保存。')).toBeTruthy()
  expect(screen.queryByText('DDDD-EEEE-FFFF')).toBeNull()
})

it('asks before the only sight of the recovery codes is left for another page', async () => {
  get.mockResolvedValue({ on_since: '2026-11-23T05:00:00Z', recovery_codes_left: 3 })
  const { router, page } = routed(SecondFactor)
  await show(page)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '更换恢复码' }))
  post.mockResolvedValueOnce({ codes: ['AAAA-BBBB-CCCC'] })
  await user.type(screen.getByLabelText('动态码'), '123456')
  await user.click(screen.getByRole('button', { name: '更换恢复码' }))
  await screen.findByText('AAAA-BBBB-CCCC')
  const away = () => act(() => void router.navigate({ to: '/other' }))
  away()
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '取消' }))
  expect(screen.getByText('AAAA-BBBB-CCCC')).toBeTruthy()
  expect(router.state.location.pathname).toBe('/')
  away()
  await user.click(await screen.findByRole('button', { name: '仍要离开' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/other'))
})

it('switches off by password and code, and says which of them is wrong', async () => {
  get.mockResolvedValue({ on_since: '2026-11-23T05:00:00Z', recovery_codes_left: 10 })
  await show(routed(SecondFactor).page)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '关闭两步验证' }))
  await user.type(screen.getByLabelText('登录密码'), 'a-good-password')
  await user.type(screen.getByLabelText('动态码'), '123456')
  post.mockRejectedValueOnce(new ApiError('password_wrong', 403))
  await user.click(screen.getByRole('button', { name: '关闭两步验证' }))
  expect((await screen.findByLabelText('登录密码')).getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByLabelText('动态码').getAttribute('aria-invalid')).not.toBe('true')
})
