import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { clash, entry, room, slot, timetable } from '@/test/timetable_rows'
import { Grid } from './Grid'
import type { TimetableEntry } from '@/api/school_shapes'

const spies = { onPick: vi.fn(), onDrop: vi.fn(), onStaff: vi.fn(), onFree: vi.fn() }
const A = entry('陈思远', '一', 0)
const TABLE = timetable({
  entries: [A, entry('王若溪', '二', 1), entry('李书瑶', '一', 2, { queue_state: 'finished' })],
  clashes: [clash({ entry_id: '王若溪', room_id: '二' })],
  rooms: [
    room('一', { duties: [{ person_id: 'p', name: '梁国栋', role: 'chief_examiner' }] }),
    room('二', { name_en: 'Room 2' }),
  ],
})

beforeEach(() => Object.values(spies).forEach((spy) => spy.mockReset()))

async function grid(moving?: TimetableEntry, locked = false, language: 'zh-CN' | 'en' = 'zh-CN') {
  const { page } = routed(() => <Grid table={TABLE} moving={moving} locked={locked} {...spies} />)
  const shown = await show(page, language)
  await screen.findByRole('grid')
  return shown
}

const cell = (name: RegExp) => screen.getByRole('button', { name })

it('names rooms, chiefs, candidates and clashes', async () => {
  const { container } = await grid()
  expect(screen.getByText('主考 梁国栋')).toBeTruthy()
  expect(screen.getByText('缺主考官')).toBeTruthy()
  expect(cell(/二 09:15 · 王若溪 .*与 唐文博 有回避关系/).className).toContain('clash')
  expect(await violations(container)).toEqual([])
})

it('says at both rooms who is in two rooms at once', async () => {
  const twice = clash({
    kind: 'staff_twice',
    room_id: '一',
    other: '二',
    other_room_id: '二',
    person: '高岚',
  })
  const table = timetable({ clashes: [twice] })
  const { page } = routed(() => <Grid table={table} moving={undefined} locked={false} {...spies} />)
  await show(page)
  await screen.findByRole('grid')
  const heads = screen.getAllByRole('columnheader').map((head) => head.textContent)
  expect(heads[1]).toContain('高岚 同时在 二')
  expect(heads[2]).toContain('高岚 同时在 一')
})

it('speaks English too', async () => {
  await grid(undefined, false, 'en')
  expect(screen.getByRole('link', { name: 'Room 2' })).toBeTruthy()
  expect(cell(/王若溪 .*Close to 唐文博/)).toBeTruthy()
})

it('is one stop of the Tab key; arrows lead through it, Enter picks up', async () => {
  await grid()
  const user = userEvent.setup()
  const stops = screen.getAllByRole('gridcell').flatMap((one) => [...one.querySelectorAll('[tabindex="0"]')])
  expect(stops).toHaveLength(1)
  ;(stops[0] as HTMLElement).focus()
  await user.keyboard('{Enter}')
  expect(spies.onPick).toHaveBeenCalledWith(A)
  await user.keyboard('{ArrowDown}{ArrowRight}')
  await waitFor(() => expect(document.activeElement).toBe(cell(/王若溪/)))
  await user.keyboard('{ArrowUp}{Enter}')
  expect(spies.onFree).toHaveBeenCalledWith({ room_id: '二', slot_starts_at: slot(0) })
})

it('drops who moves at the chosen slot, and lets go by Escape', async () => {
  await grid(A)
  const user = userEvent.setup()
  await user.click(cell(/二 09:00 · 空/))
  expect(spies.onDrop).toHaveBeenCalledWith(A, { room_id: '二', slot_starts_at: slot(0) })
  await user.click(cell(/陈思远/))
  expect(spies.onPick).toHaveBeenCalledWith(null)
  spies.onPick.mockReset()
  await user.keyboard('{Escape}')
  expect(spies.onPick).toHaveBeenCalledWith(null)
})

it('is dragged by the pointer', async () => {
  await grid()
  const data = new Map<string, string>()
  const dataTransfer = {
    setData: (type: string, value: string) => data.set(type, value),
    getData: (type: string) => data.get(type) ?? '',
    get types() {
      return [...data.keys()]
    },
  }
  fireEvent.dragStart(cell(/陈思远/), { dataTransfer })
  expect(spies.onPick).toHaveBeenCalledWith(A)
  const target = cell(/二 09:45 · 空/)
  fireEvent.dragOver(target, { dataTransfer })
  expect(target.textContent).toBe('放到 09:45')
  fireEvent.drop(target, { dataTransfer })
  expect(spies.onDrop).toHaveBeenCalledWith(A, { room_id: '二', slot_starts_at: slot(3) })
})

it('leaves alone who has been examined, and everybody when it is over', async () => {
  await grid()
  const user = userEvent.setup()
  await user.click(cell(/李书瑶/))
  expect(spies.onPick).not.toHaveBeenCalled()
  expect(cell(/李书瑶/).getAttribute('draggable')).toBe('false')
})

it('is only read when the exam is over', async () => {
  await grid(undefined, true)
  const user = userEvent.setup()
  await user.click(cell(/陈思远/))
  await user.click(cell(/二 09:00 · 空/))
  expect(spies.onPick).not.toHaveBeenCalled()
  expect(spies.onFree).not.toHaveBeenCalled()
  expect(screen.queryByRole('button', { name: /考务人员/ })).toBeNull()
})
