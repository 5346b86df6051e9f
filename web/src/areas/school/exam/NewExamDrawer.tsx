import { Form, Segmented, Select } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { SCHOOL, useMe } from '../me'
import { createExam } from './acts'
import { ExamItems, type ExamValues } from './fields'

interface Values extends ExamValues {
  college_id: string
  formality: 'formal' | 'rehearsal'
}

/** 「新建考试」: what an exam cannot be without; the rest has its page, where this leads. */
export function NewExamDrawer({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('school/exam')
  const { colleges } = useMe()
  const cache = useQueryClient()
  const english = i18n.language === 'en'
  const navigate = useNavigate()

  async function save({ college_id, formality, name, name_en = '', starts_at, ends_at }: Values) {
    const exam = await createExam({
      college_id,
      formality,
      name,
      name_en,
      starts_at,
      ends_at,
    })
    void cache.invalidateQueries({ queryKey: SCHOOL })
    return exam.id
  }

  return (
    <FormDrawer<Values, string>
      title={t('new')}
      act={t('new_act')}
      initial={{ formality: 'formal', ...(colleges.length === 1 && { college_id: colleges[0]!.id }) }}
      onSave={save}
      onSaved={(id) => void navigate({ to: `/s/school/exams/${id}` })}
      onClose={onClose}
    >
      {colleges.length === 0 && (
        <AlarmStrip kind="amber" actions={<Link to="/s/school/settings">{t('to_organisation')}</Link>}>
          {t('no_college_yet')}
        </AlarmStrip>
      )}
      <Form.Item
        name="college_id"
        label={t('college')}
        rules={[{ required: true, message: t('need_college') }]}
      >
        <Select
          aria-label={t('college')}
          showSearch={{ optionFilterProp: 'label' }}
          options={colleges.map(({ id, name, name_en }) => ({
            value: id,
            label: (english && name_en) || name,
          }))}
        />
      </Form.Item>
      <Form.Item name="formality" label={t('formality_label')}>
        <Segmented
          options={(['formal', 'rehearsal'] as const).map((value) => ({
            value,
            label: t(`formality.${value}`),
          }))}
        />
      </Form.Item>
      <ExamItems />
    </FormDrawer>
  )
}
