import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { operations } from '@/api/schema'
import type { RoomRole } from '@/api/school_shapes'
import type { List } from '@/staff_ui/list/useList'
import { SCHOOL } from '../me'

type Query = operations['school_list_rooms']['parameters']['query']
const ROOM = '/api/v1/school/rooms/{room_id}'
const of = (id: string) => ({ params: { path: { room_id: id } } })

export function useRooms(list: List) {
  return useQuery({
    queryKey: [...SCHOOL, 'rooms', list.query],
    queryFn: () => call(api.GET('/api/v1/school/rooms', { params: { query: list.query as Query } })),
    placeholderData: keepPreviousData,
  })
}

export function useRoom(id: string) {
  return useQuery({ queryKey: [...SCHOOL, 'room', id], queryFn: () => call(api.GET(ROOM, of(id))) })
}

/** Exams that can still take a room. */
export function useExamChoices() {
  return useQuery({
    queryKey: [...SCHOOL, 'exams', 'choices'],
    queryFn: () =>
      call(
        api.GET('/api/v1/school/exams', {
          params: { query: { state: ['draft', 'published', 'open'], page_size: 100, sort: '-starts_at' } },
        }),
      ),
  })
}

/** The majors of one college. */
export function useMajors(collegeId: string | undefined) {
  const organisation = useQuery({
    queryKey: [...SCHOOL, 'organisation'],
    queryFn: () => call(api.GET('/api/v1/school/organisation')),
  })
  return organisation.data?.colleges.find(({ id }) => id === collegeId)?.majors ?? []
}

/** Who may be assigned in a college, by a part of the name. */
export function usePool(collegeId: string, q: string) {
  return useQuery({
    queryKey: [...SCHOOL, 'staff', 'pool', collegeId, q],
    queryFn: () =>
      call(
        api.GET('/api/v1/school/staff', {
          params: { query: { assignable_in: collegeId, q, page_size: 50, sort: 'name' } },
        }),
      ),
    placeholderData: keepPreviousData,
  })
}

interface Named {
  name: string
  name_en: string
}

export const createRoom = (examId: string, body: Named & { major_id: string | null }) =>
  call(
    api.POST('/api/v1/school/exams/{session_id}/rooms', { params: { path: { session_id: examId } }, body }),
  )

export const editRoom = (
  id: string,
  body: Named & { version: number; major_id: string | null; reason: string },
) => call(api.PATCH(ROOM, { ...of(id), body }))

export const copyRoom = (id: string, rooms: Named[], reason: string) =>
  call(api.POST(`${ROOM}/copies`, { ...of(id), body: { rooms, reason } }))

export const deleteRoom = (id: string, version: number, reason: string) =>
  call(api.POST(`${ROOM}/deletion`, { ...of(id), body: { version, reason } }))

export const staffRoom = (
  id: string,
  version: number,
  duties: { person_id: string; role: RoomRole }[],
  reason: string,
) => call(api.PUT(`${ROOM}/staff`, { ...of(id), body: { version, duties, reason } }))

const SHARING = `${ROOM}/sharing` as const

/** What the other rooms of its major would change to share this room's officers and inspectors. */
export const previewSharing = (id: string) => call(api.GET(SHARING, of(id)))

export const shareStaff = (
  id: string,
  version: number,
  rooms: readonly { id: string; version: number }[],
  reason: string,
) =>
  call(
    api.POST(SHARING, {
      ...of(id),
      body: { version, rooms: rooms.map((one) => ({ id: one.id, version: one.version })), reason },
    }),
  )
