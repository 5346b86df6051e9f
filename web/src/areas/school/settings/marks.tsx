import { useTranslation } from 'react-i18next'
import type { InvitationStage, MemberRow } from '@/api/school_shapes'
import type { IconName } from '@/ui/Icon'
import { Chip, type ChipKind } from '@/ui/StageChip'
import { useMe } from '../me'

export const STAGES = ['pending', 'sent', 'undelivered', 'expired', 'accepted', 'revoked'] as const
export const ROLES = ['school_admin', 'college_admin', 'reviewer', 'auditor', 'staff'] as const

const LOOKS: Record<InvitationStage, readonly [IconName, ChipKind]> = {
  pending: ['clock', 'plain'],
  sent: ['message', 'accent'],
  undelivered: ['alert', 'red'],
  expired: ['clock', 'amber'],
  accepted: ['done', 'green'],
  revoked: ['close', 'line'],
}

export function StageMark({ stage }: { stage: InvitationStage }) {
  const { t } = useTranslation('school/settings')
  const [icon, kind] = LOOKS[stage]
  return (
    <Chip icon={icon} kind={kind}>
      {t(`stage.${stage}`)}
    </Chip>
  )
}

export function SecondFactorMark({ on }: { on: boolean }) {
  const { t } = useTranslation('school/settings')
  return (
    <Chip icon={on ? 'shield' : 'alert'} kind={on ? 'green' : 'line'}>
      {t(on ? 'second.on' : 'second.off')}
    </Chip>
  )
}

/** A college by its name, or the whole school. */
export function useScopeName(): (college: MemberRow['college']) => string {
  const { t, i18n } = useTranslation('school/settings')
  return (college) =>
    college ? (i18n.language === 'en' && college.name_en) || college.name : t('whole_school')
}

/** Filters that members and invitations have in common. */
export function useOfficeFilters() {
  const { t, i18n } = useTranslation(['school/settings', 'account'])
  const { colleges } = useMe()
  const role = {
    key: 'role',
    label: t('col.role'),
    options: ROLES.map((value) => ({ value, label: t(`account:role.${value}`) })),
  }
  if (colleges.length < 2) return [role]
  const college = {
    key: 'college_id',
    label: t('col.scope'),
    options: colleges.map(({ id, name, name_en }) => ({
      value: id,
      label: (i18n.language === 'en' && name_en) || name,
    })),
  }
  return [role, college]
}
