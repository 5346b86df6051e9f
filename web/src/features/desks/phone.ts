import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

export type PhoneNow = components['schemas']['PhoneNowOut']
export type DeviceFacts = components['schemas']['DeviceFacts']
export const PHONE_NOW = ['phone', 'now'] as const

/** Events come by push; this is for a phone whose push connection sleeps. */
const LOOK_AGAIN_MS = 15_000
const LOOK_SOON_MS = 4_000
/** An ending by mistake is taken back within minutes. */
const LOOK_SELDOM_MS = 60_000

export function usePhoneNow(asked: boolean) {
  return useQuery({
    queryKey: PHONE_NOW,
    queryFn: () => call(api.GET('/api/v1/phone/now')),
    enabled: asked,
    refetchInterval: ({ state: { data } }) => {
      if (data?.state === 'ended') return LOOK_SELDOM_MS
      if (!data || (data.state !== 'active' && data.state !== 'pending')) return false
      return data.state === 'active' && data.desk_open ? LOOK_AGAIN_MS : LOOK_SOON_MS
    },
  })
}

function usePaired<Body>(pair: (body: Body) => Promise<PhoneNow>) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: pair,
    onSuccess: (now) => cache.setQueryData(PHONE_NOW, now),
  })
}

export function usePairBySecret() {
  return usePaired((secret: string) =>
    call(api.POST('/api/v1/phone/pairings', { body: { secret, label: '' } })),
  )
}

export function usePairByCode() {
  return usePaired((body: { candidate_number: string; short_code: string }) =>
    call(api.POST('/api/v1/phone/pairings/by-code', { body: { ...body, label: '' } })),
  )
}

export function useStopPhone() {
  return usePaired(() => call(api.POST('/api/v1/phone/stop')))
}

export async function takePhoneSeat() {
  const seat = await call(api.POST('/api/v1/phone/seat'))
  return { token: seat.token, ice_servers: seat.ice_servers as unknown as RTCIceServer[] }
}

export function sendPhoneFacts(body: DeviceFacts, { keepalive }: { keepalive: boolean }) {
  return call(api.POST('/api/v1/phone/device-facts', { body, keepalive }))
}
