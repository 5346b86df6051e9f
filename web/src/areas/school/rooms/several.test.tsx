import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { RoomRow, Timetable } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { roomRow } from '@/test/school_rows'
import { entry, room, timetable } from '@/test/timetable_rows'
import RoomPage from './RoomPage'

vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<object>()),
  useParams: () => ({ room: 'room' }),
}))

let row: RoomRow
let table: Timetable
let sent: { path: string; body: unknown }[]

beforeEach(() => {
  // jsdom has no dialogs.
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  row = roomRow()
  table = timetable({
    rooms: [room('room', { duties: [{ person_id: 'old', name: '唐文博', role: 'examiner' }] })],
  })
  sent = []
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
    if (path === '/rooms/room/sharing') {
      const duty = (name: string, role: string) => ({ name, role })
      const other = { id: 'other', version: 2, name: '第二考场', name_en: '' }
      const same = { ...other, id: 'same', added: [], removed: [] }
      const added = [duty('高岚', 'waiting_room_officer')]
      return Response.json({
        version: 4,
        rooms: [same, { ...other, added, removed: [duty('方敏', 'inspector')] }],
      })
    }
    if (path === '/rooms/room') return Response.json(row)
    if (path === '/organisation') return Response.json({ colleges: [] })
    if (path === '/staff') return Response.json({ items: [{ id: 'new', name: '高岚' }], total: 1 })
    return Response.json(table)
  })
})

async function open(name = '第一考场') {
  await show(routed(RoomPage).page)
  await screen.findByRole('heading', { name })
}

it('fills in the names of several rooms by a pattern, past the numbers that are taken', async () => {
  row = roomRow({ name: '材料 1 考场', name_en: 'Materials 1' })
  table = timetable({
    rooms: [room('room', { name: '材料 1 考场' }), room('three', { name: '材料 3 考场' })],
  })
  await open('材料 1 考场')
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: '复制' }))
  const pattern = await screen.findByRole('textbox', { name: '名称样式' })
  expect(pattern).toHaveProperty('value', '材料 {n} 考场')
  await user.clear(pattern)
  await user.click(screen.getByRole('button', { name: '填入名称' }))
  await screen.findByText('请用 {n} 标出号码的位置')
  await user.type(pattern, '材料 {{n} 考场')
  await user.click(screen.getByRole('button', { name: '填入名称' }))
  // What was filled in is not dropped unasked.
  await user.click(screen.getByRole('button', { name: '取消' }))
  expect(await screen.findByText('有改动还没有保存')).toBeTruthy()
  await user.click(screen.getAllByRole('button', { name: '取消' }).at(-1)!)
  await user.click(await screen.findByRole('button', { name: '新建' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toEqual({
    path: '/rooms/room/copies',
    body: {
      rooms: [2, 4, 5].map((n) => ({ name: `材料 ${n} 考场`, name_en: `Materials ${n}` })),
      reason: '',
    },
  })
})

it('says who comes and goes in the other rooms of the major before they share', async () => {
  table = timetable({ rooms: [room('room'), room('other'), room('shut', { state: 'closed' })] })
  await open()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '用于同专业的另外 1 个考场' }))
  const asked = within(await screen.findByRole('dialog'))
  await asked.findByText('加上 高岚（候考官）')
  expect(asked.getByText('去掉 方敏（巡考）')).toBeTruthy()
  await user.click(asked.getByRole('button', { name: '改动 1 个考场' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toEqual({
    path: '/rooms/room/sharing',
    body: { version: 4, rooms: [{ id: 'other', version: 2 }], reason: '' },
  })
  // Somebody was faster: the question stays, with the way out.
  await waitFor(() =>
    expect(asked.getByRole('button', { name: '改动 1 个考场' })).toHaveProperty('disabled', false),
  )
})

it('leads from the roster to each candidate', async () => {
  table = timetable({ rooms: [room('room')], entries: [entry('one', 'room', 0, { name: '陈思远' })] })
  await open()
  const link = await screen.findByRole('link', { name: '陈思远' })
  expect(link.getAttribute('href')).toBe('/s/school/candidates/one')
})
