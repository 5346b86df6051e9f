import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { TimeField } from '@/staff_ui/form/TimeField'

export interface ExamValues {
  name: string
  name_en?: string
  starts_at: string
  ends_at: string
  reason?: string
}

/** Shown from the publication on. */
export function ReasonItem() {
  const { t } = useTranslation('school/exam')
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

/** Names and window, as a new, an edited and a copied exam have them. */
export function ExamItems() {
  const { t } = useTranslation('school/exam')
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
      <Form.Item
        name="starts_at"
        label={t('starts_at')}
        extra={t('beijing_time')}
        rules={[{ required: true, message: t('need_time') }]}
      >
        <TimeField />
      </Form.Item>
      <Form.Item
        name="ends_at"
        label={t('ends_at')}
        dependencies={['starts_at']}
        rules={[
          { required: true, message: t('need_time') },
          ({ getFieldValue }) => ({
            validator: (_, value: string) =>
              !value || Date.parse(value) > Date.parse(getFieldValue('starts_at'))
                ? Promise.resolve()
                : Promise.reject(new Error(t('end_before_start'))),
          }),
        ]}
      >
        <TimeField />
      </Form.Item>
    </>
  )
}
