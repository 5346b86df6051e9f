import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exam } from '@/api/school_shapes'
import { Ask } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { rosterPath } from './reads'

interface Props {
  exam: Exam
  busy: boolean
  onFetch: (path: string) => Promise<unknown>
}

/** Who is in the exam, whole, as it can be imported again: that is said first. */
export function RosterExport({ exam, busy, onFetch }: Props) {
  const { t } = useTranslation('school/imports')
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button icon="download" busy={busy} onClick={() => setAsking(true)}>
        {t('roster')}
      </Button>
      {asking && (
        <Ask
          title={t('roster')}
          act={t('roster_act')}
          onClose={() => setAsking(false)}
          onAct={() => onFetch(rosterPath(exam.id))}
        >
          {t('roster_whole', { count: exam.candidate_count })}
        </Ask>
      )}
    </>
  )
}
