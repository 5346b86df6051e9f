import { useTranslation } from 'react-i18next'
import type { ExamRow } from '@/api/school_shapes'
import { formatDate, formatTime } from '@/ui/format'
import type { IconName } from '@/ui/Icon'
import { Chip, type ChipKind } from '@/ui/StageChip'

export const STATES = ['draft', 'published', 'open', 'closed', 'archived'] as const
export type ExamState = (typeof STATES)[number]
const LOOKS: Record<ExamState, readonly [IconName, ChipKind]> = {
  draft: ['pen', 'line'],
  published: ['done', 'green'],
  open: ['play', 'accent'],
  closed: ['check', 'plain'],
  archived: ['box', 'plain'],
}

export function ExamStateChip({ state }: { state: string }) {
  const { t } = useTranslation('school/exams')
  const known = state as ExamState
  const [icon, kind] = LOOKS[known]
  return (
    <Chip icon={icon} kind={kind}>
      {t(`state.${known}`)}
    </Chip>
  )
}

export function ExamName({ exam }: { exam: Pick<ExamRow, 'name' | 'name_en' | 'formality'> }) {
  const { t, i18n } = useTranslation('school/exams')
  const name = (i18n.language === 'en' && exam.name_en) || exam.name
  return (
    <span className="row">
      {exam.formality === 'rehearsal' && (
        <Chip icon="retry" kind="plum">
          {t('formality.rehearsal')}
        </Chip>
      )}
      <span className="ink">{name}</span>
    </span>
  )
}

/** `11-22 14:00–17:30`; an end on another day carries its date. */
export function ExamTime({ exam }: { exam: Pick<ExamRow, 'starts_at' | 'ends_at'> }) {
  const day = formatDate(exam.starts_at)
  const last = formatDate(exam.ends_at)
  return (
    <time dateTime={exam.starts_at} title={`${day} ${formatTime(exam.starts_at)}`}>
      {day.slice(5)} {formatTime(exam.starts_at)}–{last !== day && `${last.slice(5)} `}
      {formatTime(exam.ends_at)}
    </time>
  )
}
