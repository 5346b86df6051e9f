import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import type { Monitor, MonitorRoom } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { RoomDrawer } from './RoomDrawer'
import { Rooms } from './Rooms'

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
const quiet = (id: string, change: Partial<MonitorRoom> = {}): MonitorRoom => ({
  ...ROOM,
  id,
  name: `${id} 考场`,
  name_en: `Room ${id}`,
  alarms: [],
  people: { waiting: 1 },
  ...change,
})
const ORAL = {
  ...EXAM,
  id: 'oral',
  name: '口语面试',
  college: '外国语学院',
  college_en: 'Languages',
  rooms: [quiet('丙', { people: { waiting: 7 }, state: 'ready' }), quiet('丁')],
}

async function open(exams: Monitor['exams'] = [EXAM], language: 'zh-CN' | 'en' = 'zh-CN') {
  localStorage.clear()
  let read: (exams: Monitor['exams']) => void = () => {}
  function Page() {
    const [shown, setShown] = useState(exams)
    read = setShown
    return <Rooms monitor={{ server_time: SINCE, exams: shown, behind: [] }} />
  }
  const { page, router } = routed(Page)
  const { container } = await show(page, language)
  await screen.findByRole('table')
  return {
    container,
    router,
    user: userEvent.setup(),
    read: (exams: Monitor['exams']) => act(() => read(exams)),
  }
}
const rooms = () =>
  within(screen.getByRole('table'))
    .getAllByRole('rowheader')
    .map((cell) => cell.querySelector('.kc-monitor-room')?.textContent)
    .filter(Boolean)

it('names the one who is lost longest, and how many are', async () => {
  const { container } = await open()
  expect(screen.getByText('陈思远 等 20 人 连接中断')).toBeTruthy()
  expect(screen.getByText('李书瑶 求助')).toBeTruthy()
  expect(within(screen.getByRole('table')).getByText('候考官不在岗')).toBeTruthy()
  expect(await violations(container)).toEqual([])
})

it('speaks English of one and of many', async () => {
  await open([EXAM], 'en')
  expect(screen.getByText('陈思远 and others (20 in all) lost the connection')).toBeTruthy()
  expect(screen.getByText('李书瑶 needs help')).toBeTruthy()
})

it('finds rooms by college, exam or room, and says what to do when there is none', async () => {
  const { user, router } = await open([EXAM, ORAL])
  expect(rooms()).toEqual(['第一考场', '丙 考场', '丁 考场'])
  await user.keyboard('/languages')
  await waitFor(() => expect(rooms()).toEqual(['丙 考场', '丁 考场']))
  await user.clear(screen.getByRole('searchbox'))
  await user.type(screen.getByRole('searchbox'), '口语 丁')
  await waitFor(() => expect(rooms()).toEqual(['丁 考场']))
  await user.type(screen.getByRole('searchbox'), '戊')
  await screen.findByText('没有符合条件的考场')
  await user.click(screen.getByRole('button', { name: '清除条件' }))
  await waitFor(() => expect(rooms()).toHaveLength(3))
  await user.click(screen.getByRole('combobox', { name: '告警' }))
  await user.click(await screen.findByTitle('连接中断'))
  await waitFor(() => expect(rooms()).toEqual(['第一考场']))
  expect(router.state.location.search).toEqual({ alarm: 'connection_lost' })
})

it('sorts when asked, and moves no room away from under the hand', async () => {
  const { container, user, read } = await open([EXAM, ORAL])
  await user.click(screen.getByRole('button', { name: '候考' }))
  await waitFor(() => expect(rooms()).toEqual(['第一考场', '丙 考场', '丁 考场']))
  expect(screen.getByRole('columnheader', { name: '候考' }).getAttribute('aria-sort')).toBe('descending')
  expect(await violations(container)).toEqual([])
  read([EXAM, { ...ORAL, rooms: [ORAL.rooms[0]!, quiet('丁', { people: { waiting: 90 } })] }])
  const again = await screen.findByRole('button', { name: '重新排序' })
  expect(rooms()).toEqual(['第一考场', '丙 考场', '丁 考场'])
  await user.click(again)
  expect(rooms()).toEqual(['丁 考场', '第一考场', '丙 考场'])
})

it('walks by ↑ ↓ from room to room, also into the next exam', async () => {
  const { user, router } = await open([EXAM, ORAL])
  screen.getByRole('button', { name: '第一考场' }).focus()
  await user.keyboard('{ArrowDown}')
  expect(document.activeElement?.textContent).toBe('丙 考场')
  await user.keyboard('{Enter}')
  await waitFor(() => expect(router.state.location.search).toEqual({ open: '丙' }))
})

it('names three beside the table and leads on to the board', async () => {
  await show(routed(() => <RoomDrawer room={ROOM} onClose={() => undefined} />).page)
  expect(await screen.findByText('陈思远、王若溪、马浩然 等 20 人 连接中断')).toBeTruthy()
  expect(screen.getByRole('button', { name: '打开候考看板' })).toBeTruthy()
  expect(screen.queryByText(/查看会记入操作记录/)).toBeNull()
})

it('leads to the board of a room where one has no role, and says that it is on record', async () => {
  await show(routed(() => <RoomDrawer room={{ ...ROOM, mine: false }} onClose={() => undefined} />).page)
  expect(await screen.findByRole('button', { name: '打开候考看板' })).toBeTruthy()
  expect(screen.getByText('看板可以查看，不能操作；查看会记入操作记录。')).toBeTruthy()
})
