import { useTranslation } from 'react-i18next'
import type { SmsMessageState } from '@/api/school_shapes'
import type { IconName } from '@/ui/Icon'
import { Chip, type ChipKind } from '@/ui/StageChip'

export const STATES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'failed',
  'uncertain',
  'expired',
  'blocked',
] as const
export const KINDS = [
  'login_code',
  'one_time_code',
  'password_code',
  'staff_invitation',
  'announcement',
  'announcement_reminder',
  'notification',
  'test_message',
] as const
const OUR_CODES = [
  'stopped',
  'daily_limit',
  'daily_reserve',
  'monthly_limit',
  'monthly_reserve',
  'phone_limit',
  'template_missing',
  'template_params',
  'no_answer',
  'worker_lost',
] as const

const LOOKS: Record<SmsMessageState, readonly [IconName, ChipKind]> = {
  queued: ['clock', 'plain'],
  sending: ['clock', 'plain'],
  sent: ['message', 'accent'],
  delivered: ['done', 'green'],
  failed: ['alert', 'red'],
  uncertain: ['help', 'amber'],
  expired: ['clock', 'amber'],
  blocked: ['refused', 'red'],
}

export function SmsStateMark({ state }: { state: SmsMessageState }) {
  const { t } = useTranslation('school/sms')
  const [icon, kind] = LOOKS[state]
  return (
    <Chip icon={icon} kind={kind}>
      {t(`state.${state}`)}
    </Chip>
  )
}

/** Our own reasons in words, the provider's as it writes them. */
export function useReason(): (code: string) => string {
  const { t } = useTranslation('school/sms')
  return (code) => {
    const ours = OUR_CODES.find((one) => one === code)
    return ours ? t(`code.${ours}`) : code
  }
}

export function useKindName(): (template: string) => string {
  const { t } = useTranslation('school/sms')
  return (template) => {
    const known = KINDS.find((one) => one === template)
    return known ? t(`kind.${known}`) : template
  }
}
