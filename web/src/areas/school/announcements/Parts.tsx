import { useTranslation } from 'react-i18next'
import type { Announcement } from '@/api/school_shapes'
import { PartLinks } from '@/staff_ui/PartLinks'

export function Parts({ one, current }: { one: Announcement; current: 'edit' | 'receipts' }) {
  const { t } = useTranslation('school/announcements')
  const address = `/s/school/announcements/${one.id}`
  return (
    <PartLinks
      label={t('parts')}
      parts={[
        { to: address, label: t('part.edit'), current: current === 'edit' },
        {
          to: `${address}/receipts`,
          label: t('part.receipts'),
          count: one.readers.read,
          current: current === 'receipts',
        },
      ]}
    />
  )
}

export function ListParts({ current }: { current: 'announcements' | 'changes' }) {
  const { t } = useTranslation('school/announcements')
  return (
    <PartLinks
      label={t('list_parts')}
      parts={[
        { to: '/s/school/announcements', label: t('title'), current: current === 'announcements' },
        { to: '/s/school/announcements/changes', label: t('changes.title'), current: current === 'changes' },
      ]}
    />
  )
}
