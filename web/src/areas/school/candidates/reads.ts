import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { operations } from '@/api/schema'
import type { CandidateEdit, CandidatePage } from '@/api/school_shapes'
import type { List } from '@/staff_ui/list/useList'
import { useLang } from '../lang'
import { SCHOOL } from '../me'
import type { Kind } from './Timeline'

type Query = operations['school_list_candidates']['parameters']['query']
const CANDIDATES = '/api/v1/school/candidates'

export function useCandidates(list: List) {
  return useQuery({
    queryKey: [...SCHOOL, 'candidates', list.query],
    queryFn: () => call(api.GET(CANDIDATES, { params: { query: list.query as Query } })),
    placeholderData: keepPreviousData,
  })
}

/** For the filter: colleges and majors of all that this person manages. */
export function useCollegesAndMajors() {
  return useQuery({
    queryKey: [...SCHOOL, 'organisation'],
    queryFn: () => call(api.GET('/api/v1/school/organisation')),
  })
}

const ONE = `${CANDIDATES}/{roster_entry_id}` as const
const of = (id: string) => ({ params: { path: { roster_entry_id: id } } })

export function useCandidate(id: string) {
  return useQuery({ queryKey: [...SCHOOL, 'candidate', id], queryFn: () => call(api.GET(ONE, of(id))) })
}

export function useTimeline(id: string, kind: Kind | '') {
  const lang = useLang()
  return useInfiniteQuery({
    queryKey: [...SCHOOL, 'candidate', id, 'timeline', kind, lang],
    queryFn: ({ pageParam }) =>
      call(
        api.GET(`${ONE}/timeline`, {
          params: {
            path: { roster_entry_id: id },
            query: { lang, ...(kind && { kind: [kind] }), ...(pageParam && { before: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
}

/** 「显示」: the server notes who looked. */
export const showData = (id: string) => call(api.POST(`${ONE}/disclosure`, of(id)))

/** The same for a form; nothing pushed asks again. */
export function useWholeData(id: string) {
  return useQuery({
    queryKey: ['candidate-data', id],
    queryFn: () => showData(id),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
}

export const correctCandidate = (
  { id, version, person_version }: CandidatePage,
  values: Omit<CandidateEdit, 'version' | 'person_version'>,
) => call(api.PATCH(ONE, { ...of(id), body: { version, person_version, ...values } }))
