import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, call } from '@/api/client'

const AREA = '/api/v1/staff/second-factor'
const KEY = ['staff', 'second-factor']

export function useSecondStep() {
  return useMutation({
    mutationFn: (code: string) => call(api.POST('/api/v1/login/second-step', { body: { code } })),
  })
}

export function useSecondFactor() {
  return useQuery({ queryKey: KEY, queryFn: () => call(api.GET(AREA)) })
}

export function useSetup() {
  return useMutation({ mutationFn: () => call(api.POST(`${AREA}/setup`)) })
}

/** Each changes what the card shows; it is read again once the answer has been seen. */
export function useSwitchOn() {
  return useMutation({
    mutationFn: (code: string) => call(api.POST(`${AREA}/confirmation`, { body: { code } })),
  })
}

export function useNewRecoveryCodes() {
  return useMutation({
    mutationFn: (code: string) => call(api.POST(`${AREA}/recovery-codes`, { body: { code } })),
  })
}

export function useSwitchOff() {
  return useMutation({
    mutationFn: (body: { password: string; code: string }) => call(api.POST(`${AREA}/removal`, { body })),
  })
}

export function useReadAgain(): () => void {
  const cache = useQueryClient()
  return () => void cache.invalidateQueries({ queryKey: KEY })
}
