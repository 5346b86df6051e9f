import { Form, Input, InputNumber, type FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { nameAt, numbersFor, PLACE } from './pattern'

export const MOST = 20

export interface PatternValues {
  pattern?: string
  pattern_en?: string
  count?: number
  rooms: { name: string; name_en?: string }[]
}

/** Fills in the names of several rooms; they are looked at, and changed where one differs, before anything is made. */
export function PatternFields({ form, taken }: { form: FormInstance; taken: readonly string[] }) {
  const { t } = useTranslation('school/rooms')
  async function fill() {
    const {
      pattern = '',
      pattern_en = '',
      count,
    } = (await form.validateFields(['pattern', 'pattern_en', 'count'])) as PatternValues
    const rooms = numbersFor(pattern, count ?? 1, taken).map((n) => ({
      name: nameAt(pattern, n),
      name_en: nameAt(pattern_en, n),
    }))
    form.setFieldValue('rooms', rooms)
  }
  return (
    <fieldset className="kc-pattern">
      <legend>{t('pattern.title')}</legend>
      <div className="row kc-copy-row">
        <Form.Item
          className="grow"
          name="pattern"
          label={t('pattern.name')}
          extra={t('pattern.hint', { place: PLACE })}
          rules={[
            {
              validator: (_, value = '') =>
                String(value).includes(PLACE)
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('pattern.need_place', { place: PLACE }))),
            },
          ]}
        >
          <Input maxLength={190} />
        </Form.Item>
        <Form.Item className="grow" name="pattern_en" label={t('name_en')}>
          <Input maxLength={190} />
        </Form.Item>
        <Form.Item name="count" label={t('pattern.count')}>
          <InputNumber min={1} max={MOST} precision={0} />
        </Form.Item>
      </div>
      <Button size="s" icon="list" onClick={() => void fill().catch(() => undefined)}>
        {t('pattern.fill')}
      </Button>
    </fieldset>
  )
}
