import { Form, Input, InputNumber, type FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFill } from '@/staff_ui/form/fill'
import { Button } from '@/ui/Button'
import { nameAt, numbersFor, PLACE } from './pattern'

export const MOST = 20

export interface PatternValues {
  pattern?: string
  pattern_en?: string
  count?: number | null
  rooms: { name: string; name_en?: string }[]
}

/** Fills in the names of several rooms; they are looked at, and changed where one differs, before anything is made. */
export function PatternFields({ form, taken }: { form: FormInstance; taken: readonly string[] }) {
  const { t } = useTranslation('school/rooms')
  const write = useFill()
  function fill() {
    const { pattern = '', pattern_en = '', count } = form.getFieldsValue() as PatternValues
    // Only asked for here: whoever writes each name needs no pattern.
    if (!pattern.includes(PLACE))
      return form.setFields([{ name: 'pattern', errors: [t('pattern.need_place', { place: PLACE })] }])
    const rooms = numbersFor(pattern, count ?? 1, taken).map((n) => ({
      name: nameAt(pattern, n),
      name_en: nameAt(pattern_en, n),
    }))
    write('rooms', rooms)
  }
  return (
    <fieldset className="kc-pattern">
      <legend>{t('pattern.title')}</legend>
      <Form.Item name="pattern" label={t('pattern.name')} extra={t('pattern.hint', { place: PLACE })}>
        <Input maxLength={190} />
      </Form.Item>
      <Form.Item name="pattern_en" label={t('name_en')}>
        <Input maxLength={190} />
      </Form.Item>
      <div className="row kc-copy-row">
        <Form.Item name="count" label={t('pattern.count')}>
          <InputNumber min={1} max={MOST} precision={0} />
        </Form.Item>
        <Button icon="list" onClick={fill}>
          {t('pattern.fill')}
        </Button>
      </div>
    </fieldset>
  )
}
