import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { operations } from '@/api/schema'
import type { List } from '@/staff_ui/list/useList'
import { SCHOOL } from '../me'

type Members = operations['school_list_members']['parameters']['query']
type Invitations = operations['school_list_invitations']['parameters']['query']

const PENDING_MS = 2000

export function useOrganisation() {
  return useQuery({
    queryKey: [...SCHOOL, 'organisation'],
    queryFn: () => call(api.GET('/api/v1/school/organisation')),
  })
}

export function useMembers(list: List) {
  return useQuery({
    queryKey: [...SCHOOL, 'members', list.query],
    queryFn: () => call(api.GET('/api/v1/school/members', { params: { query: list.query as Members } })),
    placeholderData: keepPreviousData,
  })
}

export function useInvitations(list: List) {
  return useQuery({
    queryKey: [...SCHOOL, 'invitations', list.query],
    queryFn: () =>
      call(api.GET('/api/v1/school/invitations', { params: { query: list.query as Invitations } })),
    placeholderData: keepPreviousData,
    // Nothing tells when the message has left: the list is asked until it has.
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ stage }) => stage === 'pending') ? PENDING_MS : false,
  })
}
