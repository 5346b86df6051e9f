import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useEffect } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { RoomRow, Timetable } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { roomRow } from '@/test/school_rows'
import { room, timetable } from '@/test/timetable_rows'
import RoomPage from './RoomPage'

vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<object>()),
  useParams: () => ({ room: 'room' }),
}))

let row: RoomRow
let table: Timetable
let cache: QueryClient
let down: boolean
let asked: number
let sent: { path: string; body: unknown }[]

beforeEach(() => {
  row = roomRow()
  table = timetable({
    rooms: [room('room', { duties: [{ person_id: 'old', name: '唐文博', role: 'examiner' }] })],
  })
  sent = []
  down = false
  asked = 0
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1/school', '')
    if (request.method !== 'GET') {
      sent.push({ path, body: await request.json() })
      return Response.json(
        {
          code: 'changed_meanwhile',
          params: {
            by_name: '苏文婕',
            at: '2026-11-22T06:00:00Z',
            fields: path.endsWith('/staff') ? ['examiner'] : ['name'],
          },
        },
        { status: 409 },
      )
    }
    asked += 1
    if (down) return Response.json({ code: 'invalid_input' }, { status: 422 })
    if (path === '/rooms/room') return Response.json(row)
    if (path === '/organisation') return Response.json({ colleges: [] })
    if (path === '/staff') return Response.json({ items: [{ id: 'new', name: '高岚' }], total: 1 })
    return Response.json(table)
  })
})

/** The page, and how it is told that the room has changed. */
async function open() {
  function Page() {
    const own = useQueryClient()
    useEffect(() => {
      cache = own
    })
    return <RoomPage />
  }
  await show(routed(Page).page)
  await screen.findByRole('heading', { name: '第一考场' })
  return () => act(() => cache.invalidateQueries())
}

it('keeps a name being typed when the room changes under it, and says who changed what', async () => {
  const pushed = await open()
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: '修改' }))
  const field = await screen.findByLabelText('考场名称')
  await user.type(field, '（东）')
  await user.type(screen.getByLabelText('英文名称'), ' East')
  const english = roomRow().name_en
  row = roomRow({ version: 2, name: '甲考场' })
  await pushed()
  await screen.findByRole('heading', { name: '甲考场' })
  expect(field).toHaveProperty('value', '第一考场（东）')
  await user.click(screen.getByRole('button', { name: '保存' }))
  const said = (await screen.findByRole('alert')).textContent
  expect(said).toContain('苏文婕 已于 2026-11-22 14:00 修改了这里')
  expect(said).toContain('改动的内容：名称')
  expect(sent).toMatchObject([{ path: '/rooms/room', body: { version: 1, name: '第一考场（东）' } }])
  await user.click(screen.getByRole('button', { name: '重新载入' }))
  await waitFor(() => expect(screen.getByLabelText('考场名称')).toHaveProperty('value', '甲考场'))
  expect(screen.getByLabelText('英文名称')).toHaveProperty('value', `${english} East`)
  await user.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toMatchObject({ body: { version: 2, name: '甲考场', name_en: `${english} East` } })
})

it('keeps whom somebody is assigning, and names the role that somebody else has filled', async () => {
  const pushed = await open()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '安排人员' }))
  await user.click(await screen.findByRole('combobox', { name: '考官' }))
  await user.click(await screen.findByTitle('高岚'))
  await user.click(screen.getByRole('combobox', { name: '巡考' }))
  await user.click((await screen.findAllByTitle('高岚')).at(-1)!)
  table = timetable({ rooms: [room('room', { version: 2, duties: [] })] })
  await pushed()
  await user.click(screen.getByRole('button', { name: '保存' }))
  expect((await screen.findByRole('alert')).textContent).toContain('改动的内容：考官')
  expect(sent).toEqual([
    {
      path: '/rooms/room/staff',
      body: {
        version: 1,
        reason: '',
        duties: [
          { person_id: 'old', role: 'examiner' },
          { person_id: 'new', role: 'examiner' },
          { person_id: 'new', role: 'inspector' },
        ],
      },
    },
  ])
  await user.click(screen.getByRole('button', { name: '重新载入' }))
  expect(await screen.findByText(/考官已换成对方保存的值/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toMatchObject({ body: { version: 2, duties: [{ person_id: 'new', role: 'inspector' }] } })
})

it('asks why a room of a published exam is copied', async () => {
  row = roomRow({ exam: { ...roomRow().exam, state: 'published' } })
  await open()
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: '复制' }))
  await user.type(await screen.findByLabelText('第 1 个考场名称'), '第二考场')
  await user.click(screen.getByRole('button', { name: '新建' }))
  expect(sent).toEqual([])
  await user.type(screen.getByLabelText('理由'), '加设考场')
  await user.click(screen.getByRole('button', { name: '新建' }))
  await waitFor(() =>
    expect(sent).toEqual([
      {
        path: '/rooms/room/copies',
        body: { rooms: [{ name: '第二考场', name_en: '' }], reason: '加设考场' },
      },
    ]),
  )
})

it('does not reset a form later because a reading that was asked for has failed', async () => {
  const pushed = await open()
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: '修改' }))
  const field = await screen.findByLabelText('考场名称')
  await user.type(field, '（东）')
  await user.click(screen.getByRole('button', { name: '保存' }))
  down = true
  const reload = await screen.findByRole('button', { name: '重新载入' })
  const before = asked
  await user.click(reload)
  await waitFor(() => expect([asked > before, cache.isFetching()]).toEqual([true, 0]))
  expect(screen.getByLabelText('考场名称')).toHaveProperty('value', '第一考场（东）')
  // What is read by itself afterwards takes nothing away; asked for again, it does.
  down = false
  row = roomRow({ version: 2, name: '甲考场' })
  await pushed()
  await screen.findByRole('heading', { name: '甲考场' })
  expect(screen.getByLabelText('考场名称')).toHaveProperty('value', '第一考场（东）')
  await user.click(screen.getByRole('button', { name: '重新载入' }))
  await waitFor(() => expect(screen.getByLabelText('考场名称')).toHaveProperty('value', '甲考场'))
})
