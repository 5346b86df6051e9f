import { Checkbox, Form } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Exam } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { serverClock } from '@/api/clock'
import { SCHOOL } from '../me'
import { copyExam } from './acts'
import { ExamItems, type ExamValues } from './fields'

interface Props {
  exam: Exam
  rehearsal: boolean
  onClose: () => void
}

interface Values extends ExamValues {
  with_staff: boolean
  with_candidates: boolean
}

const DAY = 24 * 3600 * 1000

/** Rules, texts and rooms always; people where they are asked for. Leads to the copy. */
export function CopyDrawer({ exam, rehearsal, onClose }: Props) {
  const { t } = useTranslation('school/exam')
  const cache = useQueryClient()
  const navigate = useNavigate()

  async function save({ starts_at, ends_at, name_en = '', ...rest }: Values) {
    const copy = await copyExam(exam.id, {
      ...rest,
      name_en,
      formality: rehearsal ? 'rehearsal' : (exam.formality as 'formal'),
      starts_at,
      ends_at,
    })
    void cache.invalidateQueries({ queryKey: SCHOOL })
    return copy.id
  }

  return (
    <FormDrawer<Values, string>
      title={t(rehearsal ? 'copy_rehearsal' : 'copy_title')}
      act={t(rehearsal ? 'copy_rehearsal' : 'copy')}
      initial={{
        name: rehearsal ? exam.name : t('copy_of', { name: exam.name }),
        name_en: exam.name_en,
        ...(rehearsal && dayBefore(exam)),
        with_staff: true,
        with_candidates: rehearsal,
      }}
      onSave={save}
      onSaved={(id) => void navigate({ to: `/s/school/exams/${id}` })}
      onClose={onClose}
    >
      <p className="t14 dim">{t(rehearsal ? 'copy_rehearsal_text' : 'copy_text')}</p>
      <ExamItems />
      <Form.Item name="with_staff" valuePropName="checked">
        <Checkbox>{t('with_staff', { count: exam.staff_count })}</Checkbox>
      </Form.Item>
      <Form.Item name="with_candidates" valuePropName="checked">
        <Checkbox>{t('with_candidates', { count: exam.candidate_count })}</Checkbox>
      </Form.Item>
    </FormDrawer>
  )
}

/** A rehearsal is held the day before at the same hours, while that is still to come. */
function dayBefore({ starts_at, ends_at }: Exam): Partial<Values> {
  const earlier = (iso: string) => new Date(Date.parse(iso) - DAY).toISOString()
  if (Date.parse(starts_at) - DAY <= serverClock.now()) return {}
  return { starts_at: earlier(starts_at), ends_at: earlier(ends_at) }
}
