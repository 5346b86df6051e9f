import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { operations } from '@/api/schema'
import type { Announcement, AnnouncementLevel } from '@/api/school_shapes'
import type { List } from '@/staff_ui/list/useList'
import { SCHOOL } from '../me'

type Query = operations['school_list_announcements']['parameters']['query']
type ReceiptQuery = operations['school_list_receipts']['parameters']['query']
export const ONE = '/api/v1/school/announcements/{announcement_id}'
const of = (id: string) => ({ params: { path: { announcement_id: id } } })
const oneKey = (id: string) => [...SCHOOL, 'announcement', id] as const

export interface Words {
  title: string
  title_en: string
  body: string
  body_en: string
  pinned: boolean
  must_read: boolean
}

export interface Reach {
  level: AnnouncementLevel
  target: string | null
}

export function useAnnouncements(list: List) {
  return useQuery({
    queryKey: [...SCHOOL, 'announcements', list.query],
    queryFn: () => call(api.GET('/api/v1/school/announcements', { params: { query: list.query as Query } })),
    placeholderData: keepPreviousData,
  })
}

/** Candidates read all the time: no event tells the school of each. */
const RECEIPTS_MS = 10_000

export function useAnnouncement(id: string, live = false) {
  return useQuery({
    queryKey: oneKey(id),
    queryFn: () => call(api.GET(ONE, of(id))),
    refetchInterval: live ? RECEIPTS_MS : false,
  })
}

export function useReceipts(id: string, list: List) {
  return useQuery({
    queryKey: [...oneKey(id), 'receipts', list.query],
    queryFn: () =>
      call(
        api.GET(`${ONE}/receipts`, {
          params: { path: { announcement_id: id }, query: list.query as ReceiptQuery },
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: RECEIPTS_MS,
  })
}

export const createAnnouncement = (level: AnnouncementLevel, targetId: string | null, words: Words) =>
  call(api.POST('/api/v1/school/announcements', { body: { level, target_id: targetId, ...words } }))

/** Without `reach` it stays for whom it is. */
export const editAnnouncement = (id: string, version: number, words: Words, reach: Reach | null) =>
  call(
    api.PATCH(ONE, {
      ...of(id),
      body: { version, ...words, ...(reach && { level: reach.level, target_id: reach.target }) },
    }),
  )

export interface Publication {
  publish_at: string | null
  sms: boolean
  read_again: boolean
}

export const publishAnnouncement = ({ id, version }: Announcement, how: Publication) =>
  call(api.POST(`${ONE}/publication`, { ...of(id), body: { version, ...how } }))

export const unschedule = ({ id, version }: Announcement) =>
  call(api.POST(`${ONE}/unscheduling`, { ...of(id), body: { version } }))

export const withdraw = ({ id, version }: Announcement, reason: string) =>
  call(api.POST(`${ONE}/withdrawal`, { ...of(id), body: { version, reason } }))

export const deleteDraft = ({ id, version }: Announcement) =>
  call(api.POST(`${ONE}/deletion`, { ...of(id), body: { version } }))

export const remind = (id: string) => call(api.POST(`${ONE}/reminders`, of(id)))

export const attachmentsPath = (id: string) => `/api/v1/school/announcements/${id}/attachments`

export const removeAttachment = (id: string, attachmentId: string) =>
  call(
    api.DELETE(`${ONE}/attachments/{attachment_id}`, {
      params: { path: { announcement_id: id, attachment_id: attachmentId } },
    }),
  )
