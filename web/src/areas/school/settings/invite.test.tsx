import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { SchoolMe } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { schoolMe } from '@/test/school_rows'
import { MeContext } from '../me'
import { givable, invitationOf } from './invite'
import { InviteDrawer } from './InviteDrawer'

const invite = vi.hoisted(() => vi.fn())
vi.mock('./acts', () => ({ invite }))
const close = vi.fn()

beforeEach(() => {
  invite.mockReset()
  close.mockReset()
})

const drawer = (me: SchoolMe) =>
  routed(() => (
    <MeContext value={me}>
      <InviteDrawer onClose={close} />
    </MeContext>
  )).page

async function choose(label: string, option: string) {
  const user = userEvent.setup()
  await user.click(screen.getByRole('combobox', { name: label }))
  await user.click((await screen.findAllByText(option)).at(-1)!)
}

it('lets a college administrator give only what stands below', () => {
  expect(givable(true)).toHaveLength(5)
  expect(givable(false)).toEqual(['reviewer', 'staff'])
})

it('names a contact of one kind, and a college only where the office has one', () => {
  const base = { name: '白洁', way: 'email', contact: 'b@example.com', language: 'zh' } as const
  expect(invitationOf({ ...base, role: 'auditor', college_id: 'c' })).toEqual({
    name: '白洁',
    role: 'auditor',
    college_id: null,
    phone: '',
    email: 'b@example.com',
    language: 'zh',
  })
  expect(invitationOf({ ...base, way: 'phone', contact: '138', role: 'reviewer', college_id: 'c' })).toEqual(
    expect.objectContaining({ college_id: 'c', phone: '138', email: '' }),
  )
})

it('invites by text message, and asks for the college that the office needs', async () => {
  invite.mockResolvedValue({})
  await show(drawer(schoolMe()))
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('姓名'), '白洁')
  expect(screen.queryByRole('combobox', { name: '学院' })).toBeNull()
  expect(await violations(document.body)).toEqual([])
  await choose('职务', '学院管理员')
  await user.type(screen.getByLabelText('手机号'), '13800001111')
  await user.click(screen.getByRole('button', { name: '发送邀请' }))
  expect(await screen.findByText('1 处需要修改：学院')).toBeTruthy()
  expect(invite).not.toHaveBeenCalled()
  await choose('学院', '材料科学与工程学院')
  await user.click(screen.getByRole('button', { name: '发送邀请' }))
  expect(invite).toHaveBeenCalledWith({
    name: '白洁',
    role: 'college_admin',
    college_id: 'college',
    phone: '13800001111',
    email: '',
    language: 'zh',
  })
})

it('has chosen the one college of a college administrator', async () => {
  invite.mockResolvedValue({})
  await show(drawer(schoolMe({ roles: ['college_admin'] })))
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('姓名'), '白洁')
  await choose('职务', '考务人员')
  await user.click(screen.getByText('邮件'))
  await user.type(screen.getByLabelText('邮箱'), 'b@example.com')
  await user.click(screen.getByRole('button', { name: '发送邀请' }))
  expect(invite).toHaveBeenCalledWith(
    expect.objectContaining({ role: 'staff', college_id: 'college', email: 'b@example.com', phone: '' }),
  )
})
