import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { PortraitImport } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { FakeUpload } from '@/test/fake_upload'
import { show, violations } from '@/test/render'
import { PortraitsCard } from './PortraitsCard'

const imported = (change: Partial<PortraitImport>): PortraitImport => ({
  id: 'newest',
  version: 1,
  session_id: 'exam',
  file_name: '照片.zip',
  state: 'written',
  uploaded_by_name: '韩雪',
  written_by_name: '',
  created_at: '2026-11-22T06:22:00.000Z',
  written_at: null,
  total: 2,
  progress: null,
  counts: { new: 2 },
  problem_sentence: null,
  ...change,
})

let imports: PortraitImport[]
let sent: string[]
let asked: string[]
beforeEach(() => {
  localStorage.clear()
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  FakeUpload.install()
  sent = []
  asked = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url)
    if (request.method === 'POST') {
      sent.push(pathname)
      return Response.json(imports[0])
    }
    asked.push(decodeURIComponent(search))
    if (pathname.endsWith('/rows/export')) return new Response('PK')
    if (pathname.endsWith('/rows')) return Response.json({ items: [], total: 0, page: 1, page_size: 20 })
    return Response.json(imports)
  })
})

const open = () => show(routed(() => <PortraitsCard examId="exam" over={false} />).page)

it('counts the pictures that were read', async () => {
  imports = [imported({ state: 'reading', progress: { done: 3, total: 12 } })]
  await open()
  expect(await screen.findByText('3 / 12')).toBeTruthy()
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25')
})

it('opens a dry run of a colleague, or puts it away', async () => {
  imports = [imported({}), imported({ id: 'older', file_name: '同事.zip', state: 'checked' })]
  const { container } = await open()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '放弃这批照片' }))
  const asked = within(await screen.findByRole('dialog'))
  expect(await violations(container)).toEqual([])
  await user.click(asked.getByRole('button', { name: '放弃这批照片' }))
  await waitFor(() => expect(sent).toEqual(['/api/v1/school/portrait-imports/older/discarding']))
  await user.click(screen.getByRole('button', { name: '打开' }))
  expect(await screen.findByText('同事.zip 中有 2 个文件，尚未写入')).toBeTruthy()
})

it('looks for a picture, and says how to see all again when there is none', async () => {
  imports = [imported({ state: 'checked' })]
  await open()
  const user = userEvent.setup()
  await screen.findByText('没有符合条件的内容')
  await user.keyboard('/')
  await user.keyboard('26S')
  await waitFor(() => expect(asked.at(-1)).toContain('q=26S'))
  await user.click(screen.getByRole('button', { name: '清除条件' }))
  await waitFor(() => expect(screen.getByRole('searchbox')).toHaveProperty('value', ''))
})

it('reaches earlier zips, and exports the pictures with the columns on screen', async () => {
  imports = Array.from({ length: 21 }, (_, n) => imported({ id: `${n}`, file_name: `${n}.zip` }))
  const { unmount } = await open()
  const user = userEvent.setup()
  expect(await screen.findByText('19.zip')).toBeTruthy()
  expect(screen.queryByText('20.zip')).toBeNull()
  await user.click(screen.getByRole('button', { name: '更早的记录' }))
  expect(await screen.findByText('20.zip')).toBeTruthy()
  unmount()
  imports = [imported({ state: 'checked' })]
  await open()
  await user.click(await screen.findByRole('button', { name: '列 5' }))
  await user.click(await screen.findByRole('checkbox', { name: '姓名' }))
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:rows')
  await user.click(screen.getByRole('button', { name: '导出列表' }))
  await waitFor(() => expect(asked.join()).toContain('columns=number,file,outcome,problem'))
})

it.each(['reading', 'checked'] as const)(
  'says a zip that did not arrive while another is %s',
  async (state) => {
    imports = []
    const { unmount } = await open()
    const user = userEvent.setup()
    await user.upload(await screen.findByTestId('portraits-file'), new File(['PK'], '照片二.zip'))
    unmount()
    imports = [imported({ state })]
    await open()
    expect(await screen.findByText('正在上传 照片二.zip')).toBeTruthy()
    act(() => FakeUpload.sent[0]!.breaks())
    expect(await screen.findByText('照片二.zip 没有上传成功')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: '不再上传' }))
    expect(screen.queryByText('照片二.zip 没有上传成功')).toBeNull()
  },
)
