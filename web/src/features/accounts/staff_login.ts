import { useMutation, useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'

export function useStaffSchools() {
  return useQuery({
    queryKey: ['login', 'schools'],
    queryFn: () => call(api.GET('/api/v1/login/schools')),
    staleTime: Infinity,
  })
}

export function usePassword() {
  return useMutation({
    mutationFn: (body: { school_id: string; account: string; password: string }) =>
      call(api.POST('/api/v1/login/password', { body })),
  })
}

export function useStaffCode() {
  return useMutation({
    mutationFn: (body: { school_id: string; phone: string }) =>
      call(api.POST('/api/v1/login/challenges', { body: { area: 'staff', ...body } })),
  })
}

export function useStaffCodeAnswer() {
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

export function logOutStaff(): Promise<unknown> {
  return call(api.DELETE('/api/v1/staff/session'))
}

/** Only our own pages: an address handed in from outside must not lead away. */
export function staffPageAfterLogin(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? ''
  return /^\/s\/(?!login)[\w/-]+(\?[\w%&=.,+~-]*)?$/.test(next) ? next : '/s/rooms'
}
