import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { operations } from '@/api/schema'
import type { List } from '@/staff_ui/list/useList'
import { SCHOOL } from '../me'

type Query = operations['school_list_exams']['parameters']['query']

export function useExams(list: List) {
  return useQuery({
    queryKey: [...SCHOOL, 'exams', list.query],
    // An address typed by hand may hold words that the server refuses; it says so in its own words.
    queryFn: () => call(api.GET('/api/v1/school/exams', { params: { query: list.query as Query } })),
    placeholderData: keepPreviousData,
  })
}
