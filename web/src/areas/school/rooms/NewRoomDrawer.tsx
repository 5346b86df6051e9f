import { Form, Select } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ExamRow } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { useExamLabel } from '../exams/label'
import { SCHOOL } from '../me'
import { createRoom } from './reads'
import { RoomFields, type RoomValues } from './RoomFields'

type Values = RoomValues & { exam_id: string }

interface Props {
  /** Among which to choose; undefined while they are being read. */
  exams?: readonly ExamRow[] | undefined
  /** Of this exam, which is not asked for. */
  of?: ExamRow
  onClose: () => void
}

export function NewRoomDrawer({ exams, of, onClose }: Props) {
  const { t } = useTranslation('school/rooms')
  const cache = useQueryClient()
  const examLabel = useExamLabel()
  const [form] = Form.useForm<Values>()
  const examId = Form.useWatch('exam_id', form)
  const exam = of ?? exams?.find(({ id }) => id === examId)
  const only = exams?.length === 1 ? exams[0] : undefined
  return (
    <FormDrawer<Values>
      title={t('new')}
      form={form}
      initial={only ? { exam_id: only.id } : {}}
      act={t('create')}
      onSave={async ({ exam_id, name, name_en = '', major_id = null }) => {
        await createRoom(of?.id ?? exam_id, { name, name_en, major_id })
        await cache.invalidateQueries({ queryKey: SCHOOL })
      }}
      onClose={onClose}
    >
      {exams?.length === 0 && (
        <AlarmStrip kind="amber" actions={<Link to="/s/school/exams">{t('to_exams')}</Link>}>
          {t('no_exam_yet')}
        </AlarmStrip>
      )}
      {!of && (
        <Form.Item name="exam_id" label={t('exam')} rules={[{ required: true, message: t('need_exam') }]}>
          <Select
            showSearch
            optionFilterProp="label"
            loading={exams === undefined}
            onChange={() => form.setFieldValue('major_id', undefined)}
            options={exams?.map((one) => ({ value: one.id, label: examLabel(one) }))}
          />
        </Form.Item>
      )}
      <RoomFields collegeId={exam?.college.id} />
    </FormDrawer>
  )
}
