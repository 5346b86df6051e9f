import { useMutation, useQuery } from '@tanstack/react-query'
import type { components } from '@/api/schema'
import { api, call } from '@/api/client'

export type School = components['schemas']['SchoolOut']

export function useSchools() {
  return useQuery({
    queryKey: ['login', 'schools'],
    queryFn: () => call(api.GET('/api/v1/login/schools')),
    staleTime: Infinity,
  })
}

export function useAskForCode() {
  return useMutation({
    mutationFn: (body: { school_id: string; phone: string }) =>
      call(api.POST('/api/v1/login/challenges', { body: { area: 'candidate', ...body } })),
  })
}

export function useAnswerCode() {
  return useMutation({
    mutationFn: ({ challengeId, code }: { challengeId: string; code: string }) =>
      call(
        api.POST('/api/v1/login/challenges/{challenge_id}/answer', {
          params: { path: { challenge_id: challengeId } },
          body: { code },
        }),
      ),
  })
}

export function useOneTimeCode() {
  return useMutation({
    mutationFn: (body: { school_id: string; candidate_number: string; code: string }) =>
      call(api.POST('/api/v1/login/one-time-code', { body })),
  })
}

export function useCandidateSession() {
  return useQuery({
    queryKey: ['candidate', 'session'],
    queryFn: () => call(api.GET('/api/v1/candidate/session')),
    staleTime: Infinity,
  })
}

export function logOut(): Promise<unknown> {
  return call(api.DELETE('/api/v1/candidate/session'))
}
