import { Form, Input, Select } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RelationKind, StaffRow } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { SCHOOL } from '../me'
import { useNames } from '../rooms/useNames'
import { addRelation, KINDS, useCandidateChoices } from './reads'

interface Values {
  roster_entry_id: string
  kind: RelationKind
  note?: string
}

export function RelationDrawer({ person, onClose }: { person: StaffRow; onClose: () => void }) {
  const { t } = useTranslation('school/staff')
  const cache = useQueryClient()
  const nameOf = useNames()
  const [q, setQ] = useState('')
  const found = useCandidateChoices(q).data ?? []
  return (
    <FormDrawer<Values>
      title={t('relation_of', { name: person.name })}
      initial={{}}
      act={t('add')}
      onSave={async ({ note = '', ...values }) => {
        await addRelation(person.id, { ...values, note })
        await cache.invalidateQueries({ queryKey: SCHOOL })
      }}
      onClose={onClose}
    >
      <Form.Item
        name="roster_entry_id"
        label={t('candidate')}
        extra={t('candidate_hint')}
        rules={[{ required: true, message: t('need_candidate') }]}
      >
        <Select
          showSearch
          filterOption={false}
          onSearch={setQ}
          notFoundContent={q.trim() ? t('candidate_none') : t('candidate_hint')}
          options={found.map((one) => ({
            value: one.roster_entry_id,
            label: `${one.name} ${one.candidate_number} · ${nameOf({ name: one.exam_name, name_en: one.exam_name_en })}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="kind" label={t('kind_label')} rules={[{ required: true, message: t('need_kind') }]}>
        <Select options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  )
}
