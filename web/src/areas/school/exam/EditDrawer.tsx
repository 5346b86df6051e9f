import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Exam } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { useRefusalText } from '../changed'
import { SCHOOL } from '../me'
import { editExam } from './acts'
import { ExamItems, ReasonItem, type ExamValues } from './fields'
import { needsReason } from './reads'
import { useSnapshot } from '../snapshot'

const valuesOf = ({ name, name_en, starts_at, ends_at }: Exam): ExamValues => ({
  name,
  name_en,
  starts_at,
  ends_at,
})

/** Its names and its window; the candidates' slots move with the start. */
export function EditDrawer({ exam, onClose }: { exam: Exam; onClose: () => void }) {
  const { t } = useTranslation('school/exam')
  const cache = useQueryClient()
  const { taken, ...filled } = useSnapshot(exam, valuesOf)
  const refusalText = useRefusalText()

  async function save({ name, name_en = '', starts_at, ends_at, reason = '' }: ExamValues) {
    await editExam(taken.id, {
      version: taken.version,
      name,
      name_en,
      starts_at,
      ends_at,
      reason,
    })
    // The page behind knows the new version before anything is changed on it.
    await cache.invalidateQueries({ queryKey: SCHOOL })
  }

  return (
    <FormDrawer<ExamValues>
      title={t('edit_title')}
      {...filled}
      onSave={save}
      onClose={onClose}
      refusalText={refusalText}
    >
      <ExamItems />
      {taken.candidate_count > 0 && <p className="t12 dim">{t('slots_move')}</p>}
      {needsReason(taken) && <ReasonItem />}
    </FormDrawer>
  )
}
