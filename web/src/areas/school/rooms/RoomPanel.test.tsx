import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { clash, room, timetable } from '@/test/timetable_rows'
import { RoomPanel } from './RoomPanel'

const TWICE = clash({ kind: 'staff_twice', room_id: '一', other: '二', other_room_id: '二', person: '高岚' })

it.each([
  ['一', '高岚 同时在 二。'],
  ['二', '高岚 同时在 一。'],
])('names who is in two rooms at once in room %s', async (id, said) => {
  const table = timetable({ clashes: [TWICE] })
  await show(
    routed(() => <RoomPanel room={room(id)} table={table} onStaff={undefined} onShare={undefined} />).page,
  )
  expect(await screen.findByText(said)).toBeTruthy()
})
