import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { examRow, schoolMe } from '@/test/school_rows'
import { NewExamDrawer } from '../exam/NewExamDrawer'
import { MeContext } from '../me'
import { NewRoomDrawer } from './NewRoomDrawer'

const close = vi.fn()
let sent: { path: string; body: unknown }[]

beforeEach(() => {
  close.mockReset()
  sent = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1/school', '')
    if (request.method === 'GET') return Response.json({ colleges: [] })
    sent.push({ path, body: await request.json() })
    return Response.json({ id: 'room' })
  })
})

it('does not ask again for the exam on whose page it was opened', async () => {
  await show(routed(() => <NewRoomDrawer of={examRow({ id: 'this' })} onClose={close} />).page)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('考场名称'), '第一考场')
  expect(screen.queryByLabelText('考试')).toBeNull()
  await user.click(screen.getByRole('button', { name: '新建' }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(sent).toEqual([
    { path: '/exams/this/rooms', body: { name: '第一考场', name_en: '', major_id: null } },
  ])
})

it('says that an exam comes first, once it is known that there is none', async () => {
  const hint = '还没有可以添加考场的考试，请先新建考试。'
  const { unmount } = await show(routed(() => <NewRoomDrawer exams={undefined} onClose={close} />).page)
  await screen.findByLabelText('考场名称')
  expect(screen.queryByText(hint)).toBeNull()
  unmount()
  await show(routed(() => <NewRoomDrawer exams={[]} onClose={close} />).page)
  expect(await screen.findByText(hint)).toBeTruthy()
  expect(screen.getByRole('link', { name: '去新建考试' }).getAttribute('href')).toBe('/s/school/exams')
})

it('says that a college comes before an exam', async () => {
  const drawer = (me = schoolMe()) => (
    <MeContext value={me}>
      <NewExamDrawer onClose={close} />
    </MeContext>
  )
  const { unmount } = await show(routed(() => drawer()).page)
  await screen.findByLabelText('考试名称')
  expect(screen.queryByText(/还没有学院/)).toBeNull()
  unmount()
  await show(routed(() => drawer(schoolMe({ colleges: [] }))).page)
  expect(await screen.findByText(/还没有学院/)).toBeTruthy()
  expect(screen.getByRole('link', { name: '去新建学院' }).getAttribute('href')).toBe('/s/school/settings')
})
