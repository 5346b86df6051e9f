import { useTranslation } from 'react-i18next'
import type { ExamRow } from '@/api/school_shapes'
import { formatDate } from '@/ui/format'
import { useNames } from '@/ui/names'

export type LabelledExam = Pick<ExamRow, 'name' | 'name_en' | 'formality' | 'starts_at'>

/** An exam among others: a rehearsal is called as what it rehearses, and last year's as this year's. */
export function useExamLabel() {
  const { t } = useTranslation('common')
  const nameOf = useNames()
  return (exam: LabelledExam) => {
    const name = nameOf(exam)
    const called = exam.formality === 'rehearsal' ? t('rehearsal_title', { title: name }) : name
    return `${called} · ${formatDate(exam.starts_at)}`
  }
}
