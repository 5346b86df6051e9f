import { screen, waitFor, within } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Edition } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { schoolMe } from '@/test/school_rows'
import { MeContext } from '../me'
import TermsPage from './TermsPage'

const FIRST: Edition = {
  edition: 1,
  title: '用户协议',
  title_en: '',
  text: '第一条。',
  text_en: '',
  text_hash: 'a'.repeat(64),
  created_at: '2026-11-20T05:00:00.000Z',
}
let editions: Edition[]
let sent: unknown[]
let refused: object | null

beforeEach(() => {
  editions = []
  sent = []
  refused = null
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method !== 'POST') return Response.json({ editions })
    const body = (await request.json()) as Edition
    sent.push(body)
    if (refused) return Response.json(refused, { status: 409 })
    const made = { ...FIRST, ...body, edition: body.edition + 1 }
    editions = [made, ...editions]
    return Response.json(made)
  })
})

async function open(roles = ['school_admin']) {
  const { page } = routed(() => (
    <MeContext value={schoolMe({ roles })}>
      <TermsPage />
    </MeContext>
  ))
  await show(page)
  await screen.findByRole('heading', { level: 1, name: '文本' })
  return userEvent.setup()
}

const field = (name: string) => screen.getByLabelText(name)

/** After what stands there, at once: each key would draw the whole form. */
async function fill(user: UserEvent, name: string, text: string) {
  await user.click(field(name))
  await user.paste(text)
}

it('teaches what it is for, and publishes the first edition after a preview', async () => {
  const user = await open()
  expect(await screen.findByText('还没有用户协议')).toBeTruthy()
  await user.click(screen.getByText('撰写'))
  await fill(user, '标题', '用户协议')
  await fill(user, '正文', '第一条。')
  await user.click(screen.getByText('预览'))
  expect(screen.getByText('第一条。', { selector: '.kc-preview *' })).toBeTruthy()
  await user.click(screen.getByText('发布第 1 版'))
  expect(sent).toEqual([{ edition: 0, title: '用户协议', title_en: '', text: '第一条。', text_en: '' }])
  expect(await screen.findByText(/^第 1 版/)).toBeTruthy()
})

it('warns before anything is written, and is readable by a screen reader', async () => {
  const user = await open()
  await user.click(await screen.findByText('撰写'))
  const drawer = screen.getByRole('dialog')
  expect(within(drawer).getByText(/每位考生下次登录时都会被请求同意新版/)).toBeTruthy()
  expect(await violations(drawer)).toEqual([])
})

it('asks for the whole English or none', async () => {
  editions = [FIRST]
  const user = await open()
  await user.click(await screen.findByText('修改'))
  await fill(user, '英文标题', 'Terms')
  await user.click(screen.getByText('发布第 2 版'))
  expect((await screen.findByRole('alert')).textContent).toContain('1 处需要修改：英文正文')
  expect(sent).toEqual([])
  await fill(user, '英文正文', 'One.')
  await user.click(screen.getByText('发布第 2 版'))
  expect(sent).toEqual([
    { edition: 1, title: '用户协议', title_en: 'Terms', text: '第一条。', text_en: 'One.' },
  ])
})

it('loses no word that was typed when somebody else published meanwhile, and shows theirs', async () => {
  editions = [FIRST]
  refused = {
    code: 'changed_meanwhile',
    params: { by_name: '苏文婕', at: '2026-11-22T06:00:00Z', fields: [] },
  }
  const user = await open()
  await user.click(await screen.findByText('修改'))
  await fill(user, '正文', '第二条。')
  editions = [{ ...FIRST, edition: 2, text: '别人的。' }, FIRST]
  await user.click(screen.getByText('发布第 2 版'))
  expect((await screen.findByRole('alert')).textContent).toContain('苏文婕 已于 2026-11-22 14:00')
  expect(field('正文')).toHaveProperty('value', '第一条。第二条。')
  await user.click(screen.getByRole('button', { name: '重新载入' }))
  expect(await screen.findByText('发布第 3 版')).toBeTruthy()
  expect(field('正文')).toHaveProperty('value', '第一条。第二条。')
  const drawer = screen.getByRole('dialog')
  expect(within(drawer).getByText('别人的。')).toBeTruthy()
  expect(within(drawer).getByText(/第 2 版已由他人先保存/)).toBeTruthy()
  expect(await violations(drawer)).toEqual([])
  refused = null
  await user.click(screen.getByText('发布第 3 版'))
  await waitFor(() => expect(sent.at(-1)).toMatchObject({ edition: 2, text: '第一条。第二条。' }))
})

it('lets a college administrator read', async () => {
  editions = [FIRST]
  await open(['college_admin'])
  expect(await screen.findByText('第一条。')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '修改用户协议' })).toBeNull()
  expect(screen.getByText(/由学校管理员撰写和发布/)).toBeTruthy()
})
