import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { ChangePassword } from '@/features/accounts/ChangePassword'
import { FirstPassword, OwnAccount } from '@/features/accounts/OwnAccount'
import { routed } from '@/test/at'
import { show } from '@/test/render'

let known: { name: string; phone: string; email: string; first_password_until: string | null }

beforeEach(() => {
  known = { name: '韩雪', phone: '+86138****1111', email: '', first_password_until: null }
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json(known)
    known = { ...known, first_password_until: null }
    return new Response(null, { status: 204 })
  })
})

const page = () =>
  routed(() => (
    <>
      <FirstPassword />
      <OwnAccount />
      <ChangePassword />
    </>
  )).page

it('says who is logged in, and nothing of a password that the person has chosen', async () => {
  await show(page())
  expect((await screen.findByText('姓名')).nextElementSibling?.textContent).toBe('韩雪')
  expect(screen.getByText('手机号').nextElementSibling?.textContent).toBe('+86138****1111')
  expect(screen.getByText('邮箱').nextElementSibling?.textContent).toBe('–')
  expect(screen.queryByText(/初始密码/)).toBeNull()
})

it('says until when a first password lasts, until it is changed', async () => {
  known.first_password_until = '2026-11-29T06:00:00Z'
  await show(page())
  expect(await screen.findByText(/初始密码，2026-11-29 14:00 失效/)).toBeTruthy()
  expect(screen.getByRole('link', { name: '修改密码' }).getAttribute('href')).toBe('/s/account')
  const user = userEvent.setup()
  await user.type(screen.getByLabelText('现在的密码'), 'first password')
  await user.type(screen.getByLabelText('新密码'), 'long enough 1')
  await user.type(screen.getByLabelText('再输入一次新密码'), 'long enough 1')
  await user.click(screen.getByRole('button', { name: '修改密码' }))
  await waitFor(() => expect(screen.queryByText(/初始密码/)).toBeNull())
})
