import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/errors'
import type { SchoolMe } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { schoolMe } from '@/test/school_rows'
import { MeContext } from '../me'
import { givable, invitationOf, inviteesIn } from './invite'
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
  await user.click(await screen.findByRole('combobox', { name: label }))
  await user.click((await screen.findAllByText(option)).at(-1)!)
}

it('lets a college administrator give only what stands below', () => {
  expect(givable(true)).toHaveLength(5)
  expect(givable(false)).toEqual(['reviewer', 'staff'])
})

it('names a contact of one kind, and a college only where the office has one', () => {
  const mail = { name: '白洁', contact: 'b@example.com' }
  expect(invitationOf(mail, { role: 'auditor', language: 'zh', college_id: 'c' })).toEqual({
    name: '白洁',
    role: 'auditor',
    college_id: null,
    phone: '',
    email: 'b@example.com',
    language: 'zh',
  })
  const phone = { name: '白洁', contact: '138' }
  expect(invitationOf(phone, { role: 'reviewer', language: 'zh', college_id: 'c' })).toEqual(
    expect.objectContaining({ college_id: 'c', phone: '138', email: '' }),
  )
})

it.each([
  ['白洁\t13800001111\tbai@example.com', '白洁', '13800001111'],
  ['白洁，bai@example.com', '白洁', 'bai@example.com'],
  ['13800001111 白洁', '白洁', '13800001111'],
  ['Bai Jie, +86 138 0000 1111', 'Bai Jie', '+8613800001111'],
  ['古丽·买买提、138-0000-1111', '古丽·买买提', '138-0000-1111'],
  ['白洁', '白洁', ''],
  ['bai@example.com', '', 'bai@example.com'],
  ['1. 白洁 13800001111', '白洁', '13800001111'],
  ['12、白洁，13800001111', '白洁', '13800001111'],
  ['（3）白洁 bai@example.com', '白洁', 'bai@example.com'],
  ['③白洁 13800001111', '白洁', '13800001111'],
  ['4) 13800001111 白洁', '白洁', '13800001111'],
  ['5\t13800001111\t白洁', '白洁', '13800001111'],
  ['6 白洁 138 0000 1111', '白洁', '13800001111'],
  ['7 13800001111 白洁', '白洁', '13800001111'],
  ['010-8888 1111 白洁', '白洁', '010-88881111'],
  ['1. 123@example.com 白洁', '白洁', '123@example.com'],
  ['姓名：白洁 手机：13800001111', '白洁', '13800001111'],
  ['姓名:白洁;联系电话:13800001111;邮箱:bai@example.com', '白洁', '13800001111'],
  ['白洁：１３８００００１１１１', '白洁', '13800001111'],
  ['1、姓名 白洁 电子邮箱 bai@example.com', '白洁', 'bai@example.com'],
  ['Name: Bai Jie, Phone: +86 138 0000 1111', 'Bai Jie', '+8613800001111'],
])('reads %j as one person', (line, name, contact) => {
  expect(inviteesIn(`${line}\r\n\n`)).toEqual([{ name, contact }])
})

it('takes the heading of a table for nobody', () => {
  const table = '序号\t姓名\t手机号\t邮箱\n1\t白洁\t13800001111\tbai@example.com'
  expect(inviteesIn(table)).toEqual([{ name: '白洁', contact: '13800001111' }])
})

it('invites by text message, and asks for the college that the office needs', async () => {
  invite.mockResolvedValue({})
  await show(drawer(schoolMe()))
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('姓名'), '白洁')
  expect(screen.queryByRole('combobox', { name: '学院' })).toBeNull()
  expect(await violations(document.body)).toEqual([])
  await choose('职务', '学院管理员')
  await user.type(screen.getByLabelText('手机号或邮箱'), '13800001111')
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
  await user.type(screen.getByLabelText('手机号或邮箱'), 'b@example.com')
  await user.click(screen.getByRole('button', { name: '发送邀请' }))
  expect(invite).toHaveBeenCalledWith(
    expect.objectContaining({ role: 'staff', college_id: 'college', email: 'b@example.com', phone: '' }),
  )
})

async function paste(user: ReturnType<typeof userEvent.setup>, list: string) {
  await user.click(screen.getByRole('button', { name: '粘贴名单' }))
  await user.click(screen.getByRole('textbox', { name: '粘贴名单' }))
  await user.paste(list)
}

it.each([
  ['contact_of_member', { name: '李敏' }, /本校成员「李敏」在用这个联系方式/],
  ['contact_elsewhere', {}, /在其他学院登记的是另一个姓名/],
])(
  'sends what is good of a pasted list, and keeps the others with their reasons: %s',
  async (code, params, why) => {
    invite.mockImplementation(({ name }: { name: string }) =>
      name === '李明' ? Promise.reject(new ApiError(code, 409, params)) : Promise.resolve({}),
    )
    await show(drawer(schoolMe()))
    const user = userEvent.setup()
    await choose('职务', '审计')
    await paste(user, '白洁 13800001111\n李明 13800002222\n沈洁 shen@example.com')
    await user.click(await screen.findByRole('button', { name: '加入 3 人' }))
    expect(screen.getByLabelText('第 3 行姓名')).toHaveProperty('value', '沈洁')
    await user.click(screen.getByRole('button', { name: '发送邀请' }))
    expect(await screen.findByText('已发出 2 份，1 份未发出，原因见各行')).toBeTruthy()
    expect(invite).toHaveBeenCalledTimes(3)
    expect(screen.getByLabelText('姓名')).toHaveProperty('value', '李明')
    expect(screen.queryByLabelText('第 2 行姓名')).toBeNull()
    expect(screen.getByText(why)).toBeTruthy()
    expect(close).not.toHaveBeenCalled()
    const name = screen.getByLabelText('姓名')
    await user.clear(name)
    await user.type(name, '李敏')
    await user.click(screen.getByRole('button', { name: '发送邀请' }))
    await waitFor(() => expect(close).toHaveBeenCalled())
    expect(invite).toHaveBeenLastCalledWith(expect.objectContaining({ name: '李敏', phone: '13800002222' }))
  },
)

it('lays a list beside who stays, with what was said of them, and none of what was said of empty rows', async () => {
  invite.mockRejectedValue(new ApiError('contact_invited', 409, { name: '李敏' }))
  await show(drawer(schoolMe()))
  const user = userEvent.setup()
  await choose('职务', '审计')
  await user.click(screen.getByRole('button', { name: '发送邀请' }))
  expect(await screen.findByText('请填写姓名')).toBeTruthy()
  await paste(user, '李明 13800002222')
  await user.click(screen.getByRole('button', { name: '加入 1 人' }))
  await waitFor(() => expect(screen.queryByText(/^请填写/)).toBeNull())
  await user.click(screen.getByRole('button', { name: '添加一行' }))
  await user.click(screen.getByRole('button', { name: '移除第 2 行' }))
  await user.click(screen.getByRole('button', { name: '发送邀请' }))
  const said = /这个联系方式已用于邀请「李敏」/
  expect(await screen.findByText(said)).toBeTruthy()
  await paste(user, '沈洁 shen@example.com')
  await user.click(screen.getByRole('button', { name: '加入 1 人' }))
  expect(screen.getByLabelText('第 2 行姓名')).toHaveProperty('value', '沈洁')
  expect(screen.getByText(said).closest('.kc-invitee')).toBe(
    screen.getByLabelText('姓名').closest('.kc-invitee'),
  )
})

it('leaves the hand in the row that took the place of the one that is gone, or has come', async () => {
  await show(drawer(schoolMe()))
  const user = userEvent.setup()
  await screen.findByLabelText('姓名')
  await paste(user, '白洁 13800001111\n李明 13800002222')
  await user.click(screen.getByRole('button', { name: '加入 2 人' }))
  expect(document.activeElement).toBe(screen.getByLabelText('姓名'))
  await user.click(screen.getByRole('button', { name: '添加一行' }))
  expect(document.activeElement).toBe(screen.getByLabelText('第 3 行姓名'))
  await user.click(screen.getByRole('button', { name: '移除第 1 行' }))
  expect(document.activeElement).toBe(screen.getByLabelText('姓名'))
  expect(document.activeElement).toHaveProperty('value', '李明')
  await user.click(screen.getByRole('button', { name: '移除第 2 行' }))
  expect(document.activeElement).toBe(screen.getByLabelText('姓名'))
  await user.click(screen.getByRole('button', { name: '粘贴名单' }))
  await user.click(screen.getAllByRole('button', { name: '取消' }).at(0)!)
  expect(document.activeElement).toBe(screen.getByRole('button', { name: '粘贴名单' }))
})

it('counts a list of thousands as it is pasted, and takes as many at once as can be looked over', async () => {
  await show(drawer(schoolMe()))
  const user = userEvent.setup()
  await screen.findByLabelText('姓名')
  const rows = Array.from({ length: 4000 }, (_, nth) => `${nth + 1}. 考官${nth} 1380000${1000 + nth}`)
  await paste(user, rows.join('\n'))
  const join = screen.getByRole('button', { name: '加入 4000 人' })
  expect(screen.getByText('名单里有 4000 人，一次最多 200 人，请分几次粘贴')).toBeTruthy()
  await user.click(join)
  expect(screen.queryByLabelText('第 2 行姓名')).toBeNull()
})

it('sends nothing that is longer than a telephone number or a mail address', async () => {
  await show(drawer(schoolMe()))
  const user = userEvent.setup()
  await choose('职务', '审计')
  await user.type(screen.getByLabelText('姓名'), '白洁')
  await user.click(screen.getByLabelText('手机号或邮箱'))
  await user.paste('1'.repeat(41))
  await user.click(screen.getByRole('button', { name: '发送邀请' }))
  expect(await screen.findByText('手机号或邮箱太长，请核对')).toBeTruthy()
  expect(invite).not.toHaveBeenCalled()
})

it('sends nothing while pasted people are not among the others', async () => {
  await show(drawer(schoolMe()))
  const user = userEvent.setup()
  await choose('职务', '审计')
  await user.type(screen.getByLabelText('姓名'), '白洁')
  await user.type(screen.getByLabelText('手机号或邮箱'), '13800001111')
  await paste(user, '李明 13800002222')
  await user.click(screen.getByRole('button', { name: '发送邀请' }))
  expect(await screen.findByText('1 处需要修改：粘贴名单')).toBeTruthy()
  expect(invite).not.toHaveBeenCalled()
})

it('stops where it cannot be known who is invited, and goes on from there', async () => {
  invite.mockResolvedValueOnce({}).mockRejectedValueOnce(new ApiError('network', 0)).mockResolvedValue({})
  await show(drawer(schoolMe()))
  const user = userEvent.setup()
  await choose('职务', '审计')
  await paste(user, '白洁 13800001111\n李明 13800002222\n沈洁 shen@example.com')
  await user.click(await screen.findByRole('button', { name: '加入 3 人' }))
  await user.click(screen.getByRole('button', { name: '发送邀请' }))
  expect((await screen.findByRole('alert')).textContent).toContain('已发出 1 份，其余 2 份还没有发出')
  expect(screen.getByLabelText('姓名')).toHaveProperty('value', '李明')
  await user.click(screen.getByRole('button', { name: '发送邀请' }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(invite.mock.calls.map(([{ name }]) => name as string)).toEqual(['白洁', '李明', '李明', '沈洁'])
})
