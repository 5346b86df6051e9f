import { useTranslation } from 'react-i18next'
import type { IconName } from '@/ui/Icon'
import { Chip, type ChipKind } from '@/ui/StageChip'

export const STATES = ['draft', 'scheduled', 'published', 'withdrawn'] as const
export const LEVELS = ['school', 'college', 'major', 'exam'] as const
type State = (typeof STATES)[number]
const LOOKS: Record<State, readonly [IconName, ChipKind]> = {
  draft: ['pen', 'line'],
  scheduled: ['clock', 'accent'],
  published: ['done', 'green'],
  withdrawn: ['refused', 'plain'],
}

export function AnnouncementStateChip({ state }: { state: string }) {
  const { t } = useTranslation('school/announcements')
  const known = state as State
  const [icon, kind] = LOOKS[known]
  return (
    <Chip icon={icon} kind={kind}>
      {t(`state.${known}`)}
    </Chip>
  )
}

export function MustReadChip() {
  const { t } = useTranslation('school/announcements')
  return (
    <Chip icon="alert" kind="amber">
      {t('must_read')}
    </Chip>
  )
}
