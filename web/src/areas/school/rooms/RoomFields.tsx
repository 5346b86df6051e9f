import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMajors } from './reads'
import { useNames } from './useNames'

export interface RoomValues {
  name: string
  name_en?: string
  major_id?: string | null
  reason?: string
}

/** What a room is: its names, and whose candidates it is for. */
export function RoomFields({ collegeId }: { collegeId: string | undefined }) {
  const { t } = useTranslation('school/rooms')
  const nameOf = useNames()
  const majors = useMajors(collegeId)
  return (
    <>
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('need_name') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="name_en" label={t('name_en')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="major_id" label={t('major')} extra={t('major_hint')}>
        <Select
          allowClear
          placeholder={t('every_major')}
          options={majors.map((major) => ({ value: major.id, label: nameOf(major) }))}
        />
      </Form.Item>
    </>
  )
}

/** Asked for from the publication on. */
export function ReasonField() {
  const { t } = useTranslation('school/rooms')
  return (
    <Form.Item
      name="reason"
      label={t('reason')}
      extra={t('reason_hint')}
      rules={[{ required: true, whitespace: true, message: t('need_reason') }]}
    >
      <Input maxLength={500} />
    </Form.Item>
  )
}
