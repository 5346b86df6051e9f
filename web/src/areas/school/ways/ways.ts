import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { NotificationPolicy, NotificationPolicyEdit, NotificationWays } from '@/api/school_shapes'
import { SCHOOL } from '../me'

const POLICY = '/api/v1/school/notification-policy'

/** Who is told of what; the server keeps a choice for each pair. */
export const TOLD = [
  {
    area: 'candidate',
    kinds: [
      'slot_changed',
      'exam_time_changed',
      'exam_withdrawn',
      'cameras_changed',
      'room_renamed',
      'exam_left',
      'announcement_withdrawn',
    ],
  },
  {
    area: 'staff',
    kinds: [
      'exam_time_changed',
      'exam_withdrawn',
      'room_renamed',
      'duty_added',
      'duty_removed',
      'statement_asked',
      'relation_met',
      'second_step_reset',
    ],
  },
] as const
export type Area = (typeof TOLD)[number]['area']
export type Kind = (typeof TOLD)[number]['kinds'][number]
export type Choices = Omit<NotificationPolicy, 'version'>
export const choiceOf = (area: Area, kind: Kind) => `${area}_${kind}` as keyof Choices

/** The ways that can be switched; the page is always one. */
export const WAYS = ['sms', 'mail'] as const
export type Way = (typeof WAYS)[number]

export const isOn = (ways: NotificationWays, way: Way) => ways === way || ways === 'mail_or_sms'

export function switched(ways: NotificationWays, way: Way, on: boolean): NotificationWays {
  const other = way === 'sms' ? 'mail' : 'sms'
  if (isOn(ways, other)) return on ? 'mail_or_sms' : other
  return on ? way : 'page'
}

export function usePolicy() {
  return useQuery({ queryKey: [...SCHOOL, 'notification-policy'], queryFn: () => call(api.GET(POLICY)) })
}

export const editPolicy = (body: NotificationPolicyEdit) => call(api.PATCH(POLICY, { body }))
