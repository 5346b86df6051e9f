import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { show } from '@/test/render'
import { SmsLogin } from './SmsLogin'

let refusal: string | null = null
beforeEach(() => {
  refusal = null
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.url.endsWith('/challenges'))
      return Response.json({
        challenge_id: 'c',
        resend_after_seconds: 60,
        expires_at: '2026-11-22T06:11:00Z',
      })
    return refusal
      ? Response.json({ code: refusal, detail: '', params: {} }, { status: 400 })
      : Response.json({ person: { id: 'p', name: '陈思远' }, area: 'candidate' })
  })
})
afterEach(() => vi.unstubAllGlobals())

it('asks for the number first, then says when it may be asked again', async () => {
  await show(<SmsLogin schoolId="s" onNeedSchool={vi.fn()} onDone={vi.fn()} />)
  await userEvent.click(screen.getByRole('button', { name: '获取验证码' }))
  expect(screen.getByText('请填写报名手机号')).toBeTruthy()
  await userEvent.type(screen.getByLabelText('报名手机号'), '13800136270')
  await userEvent.click(screen.getByRole('button', { name: '获取验证码' }))
  expect(await screen.findByRole('button', { name: /秒后可重发/ })).toHaveProperty('disabled', true)
})

it('says what is wrong with a code, and lets in with the right one', async () => {
  const onDone = vi.fn()
  await show(<SmsLogin schoolId="s" onNeedSchool={vi.fn()} onDone={onDone} />)
  await userEvent.type(screen.getByLabelText('报名手机号'), '13800136270')
  await userEvent.click(screen.getByRole('button', { name: '获取验证码' }))
  await userEvent.type(screen.getByLabelText('短信验证码'), '000000')
  refusal = 'code_wrong'
  await userEvent.click(screen.getByRole('button', { name: '登录' }))
  expect(await screen.findByText(/验证码不对/)).toBeTruthy()
  expect(onDone).not.toHaveBeenCalled()
  refusal = null
  await userEvent.click(screen.getByRole('button', { name: '登录' }))
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce())
})

it('wants the school first', async () => {
  const onNeedSchool = vi.fn()
  await show(<SmsLogin schoolId={null} onNeedSchool={onNeedSchool} onDone={vi.fn()} />)
  await userEvent.click(screen.getByRole('button', { name: '登录' }))
  expect(onNeedSchool).toHaveBeenCalledOnce()
})
