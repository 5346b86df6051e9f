import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

export type ConsentText = components['schemas']['ConsentTextOut']
export const CONSENTS = ['candidate', 'consents'] as const

export function useConsents() {
  return useQuery({ queryKey: CONSENTS, queryFn: () => call(api.GET('/api/v1/candidate/consents')) })
}

export function openConsents(texts: readonly ConsentText[]): ConsentText[] {
  return texts.filter((text) => text.given_at === null)
}

export function useGiveConsents() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async (texts: readonly ConsentText[]) => {
      for (const { id } of texts)
        await call(api.POST('/api/v1/candidate/consents', { body: { consent_text_id: id } }))
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['candidate'] }),
  })
}
