import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { press, request } from '@/api/client'
import type { components } from '@/api/schema'
import { useErrorText } from '@/ui/error_text'
import { showToast } from '@/ui/toast'
import { useAnnouncementCatalogues } from '@/i18n/catalogues.announcements'

export type Area = 'candidate' | 'staff'
export type Notice = components['schemas']['NotificationOut']
type Inbox = components['schemas']['NotificationsOut']

const of = (area: Area) => `/api/v1/${area}`

export function useWords() {
  useAnnouncementCatalogues()
  return useTranslation(['announcements', 'common', 'states'])
}

export const inboxOf = (area: Area) =>
  queryOptions({
    queryKey: [area, 'notifications'],
    queryFn: () => request<Inbox>('GET', `${of(area)}/notifications`),
  })

/** What stands below the last that is shown. */
export function useOlder(area: Area, last: string, wanted: boolean) {
  return useQuery({
    queryKey: [area, 'notifications', last],
    queryFn: () => request<Inbox>('GET', `${of(area)}/notifications?before=${last}`),
    enabled: wanted,
  })
}

export const useInbox = (area: Area) => useQuery(inboxOf(area))

function useSaid() {
  const text = useErrorText()
  return (error: unknown) => showToast(text(error), { bad: true })
}

/** 「知道了」; what the page shows of it is read again. */
export function useConfirm(area: Area) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => press(() => request('POST', `${of(area)}/notifications/${id}/confirmation`)),
    onError: useSaid(),
    onSettled: () => cache.invalidateQueries({ queryKey: [area] }),
  })
}

/** The whole inbox, or one of it that is seen elsewhere. */
export function useMarkRead(area: Area) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (only: string | undefined) =>
      request('POST', `${of(area)}/notifications/reading${only ? `?only=${only}` : ''}`),
    onSettled: () => cache.invalidateQueries({ queryKey: [area, 'notifications'] }),
  })
}

export function useCalendar(area: Area) {
  return useQuery({
    queryKey: [area, 'calendar'],
    queryFn: () => request<{ url: string }>('GET', `${of(area)}/calendar`),
  })
}

export function useRenewal(area: Area) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => press(() => request('POST', `${of(area)}/calendar/renewal`)),
    onError: useSaid(),
    onSettled: () => cache.invalidateQueries({ queryKey: [area, 'calendar'] }),
  })
}
