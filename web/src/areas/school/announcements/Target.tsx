import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AnnouncementLevel } from '@/api/school_shapes'
import { useNames } from '@/ui/names'
import { Segments } from '@/ui/Segments'
import { useExamLabel } from '../exams/label'
import { useMe } from '../me'
import { useExamChoices } from '../rooms/reads'
import { useOrganisation } from '../settings/reads'
import { LEVELS } from './marks'

interface Props {
  level: AnnouncementLevel
  target: string | null
  /** What it was saved for, which may be no choice any more. */
  saved: { id: string; name: string } | null
  onChange: (level: AnnouncementLevel, target: string | null) => void
}

/** Whom an announcement is for; once it was published this stays. */
export function Target({ level, target, saved, onChange }: Props) {
  const { t } = useTranslation('school/announcements')
  const { colleges, roles } = useMe()
  const nameOf = useNames()
  const examLabel = useExamLabel()
  const exams = useExamChoices().data?.items ?? []
  const organisation = useOrganisation().data
  const levels = LEVELS.filter((one) => one !== 'school' || roles.includes('school_admin'))
  const named = <T extends { id: string }>(things: readonly T[], label: (thing: T) => string) =>
    things.map((one) => ({ value: one.id, label: label(one) }))
  const choices: Record<AnnouncementLevel, ReturnType<typeof named>> = {
    school: [],
    college: named(colleges, nameOf),
    major: named(organisation?.colleges.flatMap(({ majors }) => majors) ?? [], nameOf),
    exam: named(exams, examLabel),
  }
  const isSaved =
    saved !== null && saved.id === target && choices[level].every(({ value }) => value !== target)
  const options = isSaved ? [{ value: saved.id, label: saved.name }, ...choices[level]] : choices[level]
  return (
    <div className="row wrap">
      <Segments
        label={t('field.to')}
        value={level}
        onChange={(next) => onChange(next, null)}
        items={levels.map((value) => ({ value, label: t(`level.${value}`) }))}
      />
      {level !== 'school' && (
        <Select
          className="kc-announcement-target"
          aria-label={t('field.target')}
          placeholder={t('field.target')}
          showSearch={{ optionFilterProp: 'label' }}
          value={target ?? undefined}
          onChange={(id: string) => onChange(level, id)}
          options={options}
        />
      )}
    </div>
  )
}
