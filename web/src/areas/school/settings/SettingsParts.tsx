import { useTranslation } from 'react-i18next'
import { PartLinks } from '@/staff_ui/PartLinks'

const PARTS = ['organisation', 'members', 'invitations', 'texts', 'notifications', 'sms'] as const
export type SettingsPart = (typeof PARTS)[number]

const ADDRESS: Record<SettingsPart, string> = {
  organisation: '/s/school/settings',
  members: '/s/school/settings/members',
  invitations: '/s/school/settings/invitations',
  texts: '/s/school/settings/texts',
  notifications: '/s/school/settings/notifications',
  sms: '/s/school/settings/sms',
}

export function SettingsParts({ current }: { current: SettingsPart }) {
  const { t } = useTranslation('school/settings')
  return (
    <PartLinks
      label={t('title')}
      parts={PARTS.map((part) => ({
        to: ADDRESS[part],
        label: t(`part.${part}`),
        current: part === current,
      }))}
    />
  )
}
