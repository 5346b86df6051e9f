import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import type { components } from '@/api/schema'
import { useErrorText } from '@/ui/error_text'
import { showToast } from '@/ui/toast'

export type EntryNow = components['schemas']['EntryNow']
export type Step = EntryNow['step']

export const NOW = ['candidate', 'now'] as const
export const nowKey = (rosterEntryId: string) => [...NOW, rosterEntryId] as const

export function useNow(rosterEntryId: string) {
  return useQuery({
    queryKey: nowKey(rosterEntryId),
    queryFn: () =>
      call(
        api.GET('/api/v1/candidate/entries/{roster_entry_id}/now', {
          params: { path: { roster_entry_id: rosterEntryId } },
        }),
      ),
    // Events bring the changes; this catches what no event tells, and a push connection that lies.
    refetchInterval: 45_000,
  })
}

/** One act of this entry: refusals are said, and the page reads where it stands either way. */
export function useAct<T = void>(rosterEntryId: string, act: (value: T) => Promise<unknown>, done?: string) {
  const cache = useQueryClient()
  const text = useErrorText()
  return useMutation({
    mutationFn: act,
    onSuccess: () => done && showToast(done),
    onError: (error) => showToast(text(error), { bad: true }),
    onSettled: () => cache.invalidateQueries({ queryKey: nowKey(rosterEntryId) }),
  })
}

/** The name in the page's language, where the school gave one. */
export function useNames() {
  const english = useTranslation().i18n.language === 'en'
  return (one: { name: string; name_en: string }) => (english && one.name_en) || one.name
}

export function useTexts() {
  const english = useTranslation().i18n.language === 'en'
  return (one: { title: string; title_en: string; text: string; text_en: string }) =>
    english && one.text_en
      ? { title: one.title_en || one.title, text: one.text_en }
      : { title: one.title, text: one.text }
}
