import { useQueryClient } from '@tanstack/react-query'
import { Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Sms } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { useRefusalText } from '../changed'
import { SCHOOL } from '../me'
import { useSnapshot } from '../snapshot'
import { editLimits } from './sms'

interface Values {
  daily_limit: number | null
  monthly_limit: number | null
}

const valuesOf = ({ daily_limit, monthly_limit }: Sms): Values => ({ daily_limit, monthly_limit })

/** How many messages a day and a month; empty is no limit. */
export function LimitsDrawer({ sms, onClose }: { sms: Sms; onClose: () => void }) {
  const { t } = useTranslation('school/sms')
  const cache = useQueryClient()
  const { taken, ...filled } = useSnapshot(sms, valuesOf)
  const refusalText = useRefusalText()

  async function save({ daily_limit, monthly_limit }: Values) {
    await editLimits({
      version: taken.version,
      daily_limit: daily_limit ?? null,
      monthly_limit: monthly_limit ?? null,
    })
    void cache.invalidateQueries({ queryKey: SCHOOL })
  }

  return (
    <FormDrawer<Values>
      title={t('limits.edit')}
      {...filled}
      onSave={save}
      onClose={onClose}
      refusalText={refusalText}
    >
      <Form.Item name="daily_limit" label={t('limits.daily')} extra={t('limits.hint')}>
        <InputNumber min={0} max={10_000_000} precision={0} style={{ width: 200 }} />
      </Form.Item>
      <Form.Item name="monthly_limit" label={t('limits.monthly')} extra={t('limits.monthly_hint')}>
        <InputNumber min={0} max={10_000_000} precision={0} style={{ width: 200 }} />
      </Form.Item>
    </FormDrawer>
  )
}
