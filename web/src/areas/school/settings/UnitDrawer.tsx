import { Form, Input, Switch } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CollegeUnit, MajorUnit } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { useRefusalText } from '../changed'
import { SCHOOL } from '../me'
import { useSnapshot } from '../snapshot'
import { createCollege, createMajor, editCollege, editMajor } from './acts'

interface Values {
  name: string
  name_en?: string
  code?: string
  enabled?: boolean
}

type Props = {
  /** Undefined: a new one. */
  unit?: MajorUnit | undefined
  /** A new one, once the page has read it. */
  onMade?: (id: string) => void
  onClose: () => void
} & ({ kind: 'college' } | { kind: 'major'; college: CollegeUnit })

const valuesOf = (unit: MajorUnit | undefined): Partial<Values> =>
  unit ? { name: unit.name, name_en: unit.name_en, code: unit.code, enabled: unit.enabled } : {}

/** A college or a major: its names, its code, and whether it is in use. */
export function UnitDrawer({ unit, onMade, onClose, ...where }: Props) {
  const { t, i18n } = useTranslation('school/settings')
  const cache = useQueryClient()
  const { taken: old, ...filled } = useSnapshot(unit, valuesOf)
  const refusalText = useRefusalText()
  const { kind } = where
  // Which college a new major will belong to is seen before it is made.
  const title =
    where.kind === 'college'
      ? t('college.new')
      : t('major.new_in', {
          college: (i18n.language === 'en' && where.college.name_en) || where.college.name,
        })

  async function save({ name, name_en = '', code = '', enabled = true }: Values) {
    const words = { name, name_en, code }
    if (old) {
      const body = { version: old.version, ...words, enabled }
      await (kind === 'college' ? editCollege(old.id, body) : editMajor(old.id, body))
      void cache.invalidateQueries({ queryKey: SCHOOL })
      return
    }
    const { id } = await (where.kind === 'college'
      ? createCollege(words)
      : createMajor(where.college.id, words))
    await cache.invalidateQueries({ queryKey: SCHOOL })
    onMade?.(id)
  }

  return (
    <FormDrawer<Values>
      title={old ? t('unit_edit_of', { name: old.name }) : title}
      {...filled}
      onSave={save}
      onClose={onClose}
      refusalText={refusalText}
    >
      <Form.Item
        name="name"
        label={t(`${kind}.name`)}
        rules={[{ required: true, whitespace: true, message: t('need_name') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="name_en" label={t('name_en')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="code" label={t('code')} extra={t('code_hint')}>
        <Input maxLength={40} />
      </Form.Item>
      {old && (
        <Form.Item
          name="enabled"
          label={t('in_use')}
          extra={t(`${kind}.in_use_hint`)}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
      )}
    </FormDrawer>
  )
}
