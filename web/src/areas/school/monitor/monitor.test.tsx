import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { MonitorRoom } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { RoomDrawer } from './RoomDrawer'
import { RoomTable } from './RoomTable'

const SINCE = '2026-11-23T06:00:00.000Z'
const ROOM: MonitorRoom = {
  id: 'room',
  name: '第一考场',
  name_en: 'Room 1',
  state: 'examining',
  current: null,
  people: { interrupted: 20 },
  alarms: [
    { kind: 'connection_lost', count: 20, names: ['陈思远', '王若溪', '马浩然'], since: SINCE },
    { kind: 'help', count: 1, names: ['李书瑶'], since: SINCE },
    { kind: 'no_officer', count: 0, names: [], since: SINCE },
  ],
  open_tickets: 0,
  staff: [],
  mine: true,
}
const EXAM = {
  id: 'exam',
  name: '综合面试',
  name_en: 'General interview',
  formality: 'formal',
  state: 'open',
  college: '材料学院',
  college_en: 'Materials',
  starts_at: SINCE,
  ends_at: '2026-11-23T16:00:00.000Z',
  rooms: [ROOM],
}
const table = () => <RoomTable exams={[EXAM]} at={SINCE} opened={undefined} onOpen={() => undefined} />

it('names the one who is lost longest, and how many are', async () => {
  const { container } = await show(table())
  expect(screen.getByText('陈思远 等 20 人 连接中断')).toBeTruthy()
  expect(screen.getByText('李书瑶 求助')).toBeTruthy()
  expect(screen.getByText('候考官不在线')).toBeTruthy()
  expect(await violations(container)).toEqual([])
})

it('speaks English of one and of many', async () => {
  await show(table(), 'en')
  expect(screen.getByText('陈思远 and others (20 in all) lost the connection')).toBeTruthy()
  expect(screen.getByText('李书瑶 needs help')).toBeTruthy()
})

it('names three beside the table and leads on to the board', async () => {
  await show(routed(() => <RoomDrawer room={ROOM} onClose={() => undefined} />).page)
  expect(await screen.findByText('陈思远、王若溪、马浩然 等 20 人 连接中断')).toBeTruthy()
  expect(screen.getByRole('button', { name: '打开候考看板' })).toBeTruthy()
})
