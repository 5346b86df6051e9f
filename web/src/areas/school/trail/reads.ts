import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { operations } from '@/api/schema'
import type { List } from '@/staff_ui/list/useList'
import { useLang } from '../lang'
import { SCHOOL } from '../me'

type Query = operations['school_list_trail']['parameters']['query']
const TRAIL = [...SCHOOL, 'trail'] as const
// A verification of a million entries takes half a minute.
const LOOK_AGAIN_MS = 2_000

export function useTrail(list: List) {
  const lang = useLang()
  return useQuery({
    queryKey: [...TRAIL, 'list', list.query, lang],
    queryFn: () =>
      call(api.GET('/api/v1/school/trail', { params: { query: { ...list.query, lang } as Query } })),
    placeholderData: keepPreviousData,
  })
}

export function useEntry(id: string) {
  const lang = useLang()
  return useQuery({
    queryKey: [...TRAIL, 'entry', id, lang],
    queryFn: () =>
      call(
        api.GET('/api/v1/school/trail/entries/{trail_entry_id}', {
          params: { path: { trail_entry_id: Number(id) }, query: { lang } },
        }),
      ),
  })
}

export function useChoices() {
  const lang = useLang()
  return useQuery({
    queryKey: [...TRAIL, 'choices', lang],
    queryFn: () => call(api.GET('/api/v1/school/trail/choices', { params: { query: { lang } } })),
  })
}

export function useChainState() {
  return useQuery({
    queryKey: [...TRAIL, 'state'],
    queryFn: () => call(api.GET('/api/v1/school/trail/state')),
    refetchInterval: ({ state }) => (state.data?.check?.state === 'queued' ? LOOK_AGAIN_MS : false),
  })
}
