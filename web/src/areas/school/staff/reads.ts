import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { operations } from '@/api/schema'
import type { RelationKind } from '@/api/school_shapes'
import type { List } from '@/staff_ui/list/useList'
import { SCHOOL } from '../me'

type Query = operations['school_list_staff']['parameters']['query']
const ONE = '/api/v1/school/staff/{person_id}'
const of = (id: string) => ({ params: { path: { person_id: id } } })

export const KINDS = ['family', 'teacher', 'interest', 'other'] as const satisfies readonly RelationKind[]

export function useStaffList(list: List) {
  return useQuery({
    queryKey: [...SCHOOL, 'staff', list.query],
    queryFn: () => call(api.GET('/api/v1/school/staff', { params: { query: list.query as Query } })),
    placeholderData: keepPreviousData,
  })
}

export function useStaffMember(id: string) {
  return useQuery({ queryKey: [...SCHOOL, 'staff', id], queryFn: () => call(api.GET(ONE, of(id))) })
}

/** Candidates whom a relation could be to, by a part of name or number. */
export function useCandidateChoices(q: string) {
  return useQuery({
    queryKey: [...SCHOOL, 'relation-candidates', q],
    queryFn: () => call(api.GET('/api/v1/school/relation-candidates', { params: { query: { q } } })),
    enabled: q.trim() !== '',
    placeholderData: keepPreviousData,
  })
}

export const addRelation = (
  personId: string,
  body: { roster_entry_id: string; kind: RelationKind; note: string },
) => call(api.POST(`${ONE}/relations`, { ...of(personId), body }))

/** 「提醒」 whoever of those that the list shows has not declared. */
export const askStatements = (list: List) =>
  call(api.POST('/api/v1/school/staff/statement-reminders', { params: { query: list.asked as Query } }))

export const removeRelation = (relationId: string, reason: string) =>
  call(
    api.POST('/api/v1/school/relations/{relation_id}/removal', {
      params: { path: { relation_id: relationId } },
      body: { reason },
    }),
  )
