import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { operations } from '@/api/schema'
import type { SmsLimits } from '@/api/school_shapes'
import type { List } from '@/staff_ui/list/useList'
import { SCHOOL } from '../me'

const AREA = '/api/v1/school/sms'
type Messages = operations['school_list_sms_messages']['parameters']['query']

export function useSms() {
  return useQuery({ queryKey: [...SCHOOL, 'sms'], queryFn: () => call(api.GET(AREA)) })
}

export function useMessages(list: List) {
  return useQuery({
    queryKey: [...SCHOOL, 'sms', list.query],
    queryFn: () => call(api.GET(`${AREA}/messages`, { params: { query: list.query as Messages } })),
    placeholderData: keepPreviousData,
    // Nothing tells when a gateway has answered: what is on its way is asked for until it has settled.
    refetchInterval: ({ state }) =>
      state.data?.items.some((row) => row.state === 'queued' || row.state === 'sending') ? 2000 : false,
  })
}

export const stopSms = (reason: string) => call(api.POST(`${AREA}/stop`, { body: { reason } }))
export const startSms = (reason: string) => call(api.POST(`${AREA}/start`, { body: { reason } }))
export const editLimits = (body: SmsLimits) => call(api.PUT(`${AREA}/limits`, { body }))
export const sendTest = (language: 'zh' | 'en') => call(api.POST(`${AREA}/test`, { body: { language } }))
