import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, call } from '@/api/client'

export function usePasswordCode() {
  return useMutation({
    mutationFn: (body: { school_id: string; contact: string }) =>
      call(api.POST('/api/v1/login/password-challenges', { body })),
  })
}

export function useResetPassword() {
  return useMutation({
    mutationFn: ({ challengeId, ...body }: { challengeId: string; code: string; password: string }) =>
      call(
        api.POST('/api/v1/login/password-challenges/{challenge_id}/answer', {
          params: { path: { challenge_id: challengeId } },
          body,
        }),
      ),
  })
}

// Not under what every event has read again: it changes by this person alone.
const OWN = ['own-account']

export function useOwnAccount() {
  return useQuery({ queryKey: OWN, queryFn: () => call(api.GET('/api/v1/staff/account')) })
}

export function useChangePassword() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: { current_password: string; password: string }) =>
      call(api.PUT('/api/v1/staff/password', { body })),
    onSuccess: () => void cache.invalidateQueries({ queryKey: OWN }),
  })
}

export function useInvitation(secret: string) {
  return useQuery({
    queryKey: ['login', 'invitation', secret],
    queryFn: () => call(api.POST('/api/v1/login/staff-invitations/link', { body: { secret } })),
    enabled: secret !== '',
    staleTime: Infinity,
    retry: false,
  })
}

export function useAcceptInvitation() {
  return useMutation({
    mutationFn: (body: { secret: string; password: string }) =>
      call(api.POST('/api/v1/login/staff-invitations/acceptance', { body })),
  })
}
