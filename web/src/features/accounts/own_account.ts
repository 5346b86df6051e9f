import { useMutation, useQuery } from '@tanstack/react-query'
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

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { current_password: string; password: string }) =>
      call(api.PUT('/api/v1/staff/password', { body })),
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
