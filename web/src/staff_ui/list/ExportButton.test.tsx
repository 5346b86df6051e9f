import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { show } from '@/test/render'
import { Toasts } from '@/ui/Toasts'
import { ExportButton } from './ExportButton'

it('says that a long file is being made, until it is there', async () => {
  let finish = (_answer: Response) => {}
  vi.stubGlobal('fetch', () => new Promise<Response>((done) => (finish = done)))
  vi.stubGlobal(
    'URL',
    Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }),
  )
  await show(
    <>
      <ExportButton path="/api/v1/school/trail/export" asked={{}} columns={['at']} />
      <Toasts />
    </>,
  )
  const button = await screen.findByRole('button', { name: '导出列表' })
  await userEvent.setup().click(button)
  expect(await screen.findByText('正在生成文件，完成后自动下载', {}, { timeout: 5_000 })).toBeTruthy()
  expect(button.getAttribute('aria-busy')).toBe('true')
  finish(new Response('x', { headers: { 'Content-Disposition': 'attachment; filename="trail.xlsx"' } }))
  expect(await screen.findByText('已导出 trail.xlsx')).toBeTruthy()
  await waitFor(() => expect(screen.queryByText('正在生成文件，完成后自动下载')).toBeNull())
})

it('says first that the file holds whole what the page masks', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (request: Request | string) => {
    asked.push(String(request instanceof Request ? request.url : request))
    return new Response('x', { headers: { 'Content-Disposition': 'attachment; filename="members.xlsx"' } })
  })
  await show(<ExportButton whole path="/api/v1/school/members/export" asked={{}} columns={['phone']} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '导出列表' }))
  expect(await screen.findByText(/完整的手机号和邮箱/)).toBeTruthy()
  expect(asked).toEqual([])
  await user.click(screen.getByRole('button', { name: '导出' }))
  await waitFor(() => expect(asked.length).toBe(1))
})
