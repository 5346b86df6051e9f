import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, call } from '@/api/client'
import type { Filter } from '@/staff_ui/list/FilterBar'
import { useNames } from '@/ui/names'
import { useExamLabel, type LabelledExam } from './exams/label'
import { SCHOOL } from './me'

interface Thing {
  id: string
  name: string
  name_en: string
}

interface Source<T extends Thing> {
  /** Under SCHOOL; the words that are searched come behind it. */
  key: readonly unknown[]
  find: (q: string) => Promise<{ items: T[] }>
  /** What the address names and the search has not brought. */
  one: (id: string) => { queryKey: readonly unknown[]; queryFn: () => Promise<T> }
  label: (thing: T) => string
  enabled?: boolean
}

/** Searched by the server, as there may be more than one could scroll through; what is chosen keeps its name. */
function useSearched<T extends Thing>(
  chosen: readonly string[],
  { key, find, one, label, enabled = true }: Source<T>,
) {
  const [q, setQ] = useState('')
  const found = useQuery({
    queryKey: [...SCHOOL, ...key, q],
    queryFn: () => find(q),
    placeholderData: keepPreviousData,
    enabled,
  })
  const items = found.data?.items ?? []
  const missing = found.data ? chosen.filter((id) => !items.some((item) => item.id === id)) : []
  const named = useQueries({ queries: missing.map(one) }).flatMap(({ data }) => data ?? [])
  const options = [...named, ...items].map((item) => ({ value: item.id, label: label(item) }))
  return { options, onSearch: setQ }
}

const SEARCHED = { page_size: 50 } as const

/** Exams of every state, the newest first. */
export function useExamFilter(label: string, chosen: readonly string[] = []): Filter {
  const examLabel = useExamLabel()
  const searched = useSearched<Thing & LabelledExam>(chosen, {
    label: examLabel,
    key: ['exams', 'filter'],
    find: (q) =>
      call(api.GET('/api/v1/school/exams', { params: { query: { ...SEARCHED, q, sort: '-starts_at' } } })),
    one: (id) => ({
      queryKey: [...SCHOOL, 'exam', id],
      queryFn: () =>
        call(api.GET('/api/v1/school/exams/{session_id}', { params: { path: { session_id: id } } })),
    }),
  })
  return { key: 'session_id', label, ...searched }
}

/** The rooms of these exams. */
export function useRoomFilter(
  label: string,
  examIds: readonly string[],
  chosen: readonly string[] = [],
): Filter {
  const nameOf = useNames()
  const searched = useSearched(chosen, {
    label: nameOf,
    key: ['rooms', 'filter', examIds],
    find: (q) =>
      call(
        api.GET('/api/v1/school/rooms', {
          params: { query: { ...SEARCHED, q, session_id: [...examIds], sort: 'name' } },
        }),
      ),
    one: (id) => ({
      queryKey: [...SCHOOL, 'room', id],
      queryFn: () => call(api.GET('/api/v1/school/rooms/{room_id}', { params: { path: { room_id: id } } })),
    }),
    enabled: examIds.length > 0,
  })
  return { key: 'room_id', label, ...searched }
}
