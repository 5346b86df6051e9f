import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call, press } from '@/api/client'
import type { components } from '@/api/schema'
import { useMyExams } from '@/features/exams/candidate_exams'
import { useAnnouncementCatalogues } from '@/i18n/catalogues.announcements'
import { useNames } from '@/ui/names'

export type Announcement = components['schemas']['MyAnnouncementOut']
export type AnnouncementText = components['schemas']['MyAnnouncementTextOut']

const CANDIDATE = ['candidate'] as const
const ALL = [...CANDIDATE, 'announcements'] as const
const ONE = '/api/v1/candidate/announcements/{announcement_id}'
const of = (id: string) => ({ params: { path: { announcement_id: id } } })

/** The words of these pages come with them. */
export function useWords() {
  useAnnouncementCatalogues()
  return useTranslation(['announcements', 'candidate', 'common'])
}

export function useAnnouncements() {
  return useQuery({ queryKey: ALL, queryFn: () => call(api.GET('/api/v1/candidate/announcements')) })
}

export function useAnnouncement(id: string) {
  return useQuery({ queryKey: [...ALL, id], queryFn: () => call(api.GET(ONE, of(id))) })
}

/** For the bar: the school of the first exam. */
export function useSchool(): string {
  const nameOf = useNames()
  const first = useMyExams().data?.exams[0]
  return first ? nameOf({ name: first.school_name, name_en: first.school_name_en }) : ''
}

/** The receipt; whatever is shown of announcements, and the step of the exam, is read again. */
export function useReading(one: Pick<Announcement, 'id' | 'edition'>) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () =>
      press(() => call(api.POST(`${ONE}/reading`, { ...of(one.id), body: { edition: one.edition } }))),
    onSettled: () => cache.invalidateQueries({ queryKey: CANDIDATE }),
  })
}

export const attachmentAddress = (id: string, attachmentId: string) =>
  `/api/v1/candidate/announcements/${id}/attachments/${attachmentId}`
