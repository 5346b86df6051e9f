import { Form, Select } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ExamRow } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { useExamLabel } from '../exams/label'
import { SCHOOL } from '../me'
import { createRoom } from './reads'
import { RoomFields, type RoomValues } from './RoomFields'

type Values = RoomValues & { exam_id: string }

export function NewRoomDrawer({ exams, onClose }: { exams: readonly ExamRow[]; onClose: () => void }) {
  const { t } = useTranslation('school/rooms')
  const cache = useQueryClient()
  const examLabel = useExamLabel()
  const [form] = Form.useForm<Values>()
  const examId = Form.useWatch('exam_id', form)
  const college = exams.find(({ id }) => id === examId)?.college.id
  return (
    <FormDrawer<Values>
      title={t('new')}
      form={form}
      initial={exams.length === 1 ? { exam_id: exams[0]!.id } : {}}
      act={t('create')}
      onSave={async ({ exam_id, name, name_en = '', major_id = null }) => {
        await createRoom(exam_id, { name, name_en, major_id })
        await cache.invalidateQueries({ queryKey: SCHOOL })
      }}
      onClose={onClose}
    >
      <Form.Item name="exam_id" label={t('exam')} rules={[{ required: true, message: t('need_exam') }]}>
        <Select
          showSearch
          optionFilterProp="label"
          onChange={() => form.setFieldValue('major_id', undefined)}
          options={exams.map((exam) => ({ value: exam.id, label: examLabel(exam) }))}
        />
      </Form.Item>
      <RoomFields collegeId={college} />
    </FormDrawer>
  )
}
