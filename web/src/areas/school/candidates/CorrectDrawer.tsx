import { useQueryClient } from '@tanstack/react-query'
import { Form, Input, InputNumber, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/errors'
import type { CandidateEdit, CandidatePage } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { PageState } from '@/ui/PageState'
import { useRefusalText } from '../changed'
import { SCHOOL } from '../me'
import { useMajors } from '../rooms/reads'
import { useNames } from '../rooms/useNames'
import { useSnapshot } from '../snapshot'
import { correctCandidate, useWholeData, type showData } from './reads'

type Values = Omit<CandidateEdit, 'version' | 'person_version' | 'reason' | 'ticket_id'> & { reason?: string }

interface Props {
  candidate: CandidatePage
  /** The question that leads to it. */
  ticketId?: string
  onClose: () => void
}

/** Whole numbers are needed to put one digit right: opening the form is a look, and in the trail. */
export function CorrectDrawer({ candidate, ticketId, onClose }: Props) {
  const whole = useWholeData(candidate.id)
  return (
    <PageState query={whole}>
      {(data) => (
        <Drawer
          now={candidate}
          data={data}
          onRead={() => whole.refetch({ throwOnError: true })}
          ticketId={ticketId}
          onClose={onClose}
        />
      )}
    </PageState>
  )
}

const valuesOf = (candidate: CandidatePage): Values => ({
  name: candidate.name,
  phone: candidate.phone,
  identity_number: candidate.identity_number,
  major_id: candidate.major?.id ?? null,
  language: candidate.language as 'zh',
  time_zone: candidate.time_zone,
  extra_time_percent: candidate.extra_time_percent,
  remark: candidate.remark,
})

interface DrawerProps extends Omit<Props, 'candidate'> {
  now: CandidatePage
  data: Awaited<ReturnType<typeof showData>>
  onRead: () => Promise<unknown>
}

function Drawer({ now, data, onRead, ticketId, onClose }: DrawerProps) {
  const { t, i18n } = useTranslation('school/candidates')
  const cache = useQueryClient()
  const nameOf = useNames()
  const refusal = useRefusalText()
  const whole = useMemo(() => ({ ...now, ...data }), [now, data])
  const { taken: candidate, ...filled } = useSnapshot(whole, valuesOf, onRead)
  const majors = useMajors(candidate.college.id)
  const needsReason = candidate.exam.state !== 'draft'

  async function save({ reason = '', ...values }: Values) {
    const changed = Object.fromEntries(
      Object.entries(values)
        .map(([key, value]) => [key, value ?? (key === 'major_id' ? null : '')] as const)
        .filter(([key, value]) => value !== filled.initial[key as keyof Values]),
    )
    await correctCandidate(candidate, { ...changed, reason, ticket_id: ticketId ?? null })
    await cache.invalidateQueries({ queryKey: SCHOOL })
  }

  return (
    <FormDrawer<Values>
      title={t('correct_title', { name: candidate.name })}
      {...filled}
      onSave={save}
      onClose={onClose}
      refusalText={(error) =>
        isApiError(error, 'value_refused')
          ? t('refused', {
              field: t(`field.${error.params['field'] as 'name'}`),
              why: String(error.params[i18n.language === 'en' ? 'en' : 'zh']),
            })
          : refusal(error)
      }
    >
      <Form.Item
        name="name"
        label={t('field.name')}
        rules={[{ required: true, whitespace: true, message: t('need_name') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="phone" label={t('field.phone')} extra={t('phone_hint')}>
        <Input maxLength={40} inputMode="tel" />
      </Form.Item>
      <Form.Item name="identity_number" label={t('field.identity_number')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="major_id" label={t('field.major_id')}>
        <Select allowClear options={majors.map((major) => ({ value: major.id, label: nameOf(major) }))} />
      </Form.Item>
      <Form.Item name="language" label={t('field.language')}>
        <Select
          options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="time_zone" label={t('field.time_zone')} extra={t('zone_hint')}>
        <Input maxLength={60} placeholder="Europe/London" />
      </Form.Item>
      <Form.Item
        name="extra_time_percent"
        label={t('field.extra_time_percent')}
        rules={[{ required: true, message: t('need_extra') }]}
      >
        <InputNumber min={0} max={100} precision={0} suffix="%" />
      </Form.Item>
      <Form.Item name="remark" label={t('field.remark')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      {needsReason && (
        <Form.Item
          name="reason"
          label={t('reason')}
          extra={t('reason_hint')}
          rules={[{ required: true, whitespace: true, message: t('need_reason') }]}
        >
          <Input maxLength={500} />
        </Form.Item>
      )}
    </FormDrawer>
  )
}
