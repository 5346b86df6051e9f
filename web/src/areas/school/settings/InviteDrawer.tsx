import { Form, Input, Segmented, Select } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { showToast } from '@/ui/toast'
import { SCHOOL, useMe } from '../me'
import { invite } from './acts'
import { COLLEGE_OF, givable, invitationOf, type InviteValues } from './invite'

/** 「邀请人员」: who, as what, and where the link goes. */
export function InviteDrawer({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation(['school/settings', 'account'])
  const { colleges, roles } = useMe()
  const cache = useQueryClient()
  const [form] = Form.useForm<InviteValues>()
  const role = Form.useWatch('role', form)
  const way = Form.useWatch('way', form) ?? 'phone'
  const managesSchool = roles.includes('school_admin')
  const english = i18n.language === 'en'
  const college = role ? COLLEGE_OF[role] : 'never'
  // Whoever manages one college invites into it.
  const collegeNeeded = college === 'needed' || (college === 'chosen' && !managesSchool)

  async function save(values: InviteValues) {
    await invite(invitationOf(values))
    showToast(t('invited', { name: values.name }))
    void cache.invalidateQueries({ queryKey: SCHOOL })
  }

  return (
    <FormDrawer<InviteValues>
      form={form}
      title={t('invite')}
      act={t('invite_act')}
      initial={{
        way: 'phone',
        language: english ? 'en' : 'zh',
        ...(colleges.length === 1 && !managesSchool && { college_id: colleges[0]!.id }),
      }}
      onSave={save}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('col.name')}
        rules={[{ required: true, whitespace: true, message: t('need_person') }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="role"
        label={t('col.role')}
        extra={role && t(`does.${role}`)}
        rules={[{ required: true, message: t('need_role') }]}
      >
        <Select
          aria-label={t('col.role')}
          options={givable(managesSchool).map((value) => ({ value, label: t(`account:role.${value}`) }))}
        />
      </Form.Item>
      {college !== 'never' && (
        <Form.Item
          name="college_id"
          label={t('college.name')}
          rules={[{ required: collegeNeeded, message: t('need_college') }]}
        >
          <Select
            aria-label={t('college.name')}
            allowClear={!collegeNeeded}
            placeholder={collegeNeeded ? undefined : t('whole_school')}
            showSearch={{ optionFilterProp: 'label' }}
            options={colleges.map(({ id, name, name_en }) => ({
              value: id,
              label: (english && name_en) || name,
            }))}
          />
        </Form.Item>
      )}
      <Form.Item name="way" label={t('way.label')}>
        <Segmented
          options={(['phone', 'email'] as const).map((value) => ({ value, label: t(`way.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="contact"
        label={t(`contact.${way}`)}
        extra={t('contact.hint')}
        rules={[{ required: true, whitespace: true, message: t(`contact.need_${way}`) }]}
      >
        <Input maxLength={way === 'phone' ? 40 : 254} autoComplete="off" />
      </Form.Item>
      <Form.Item name="language" label={t('message_language')}>
        <Segmented
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Form.Item>
    </FormDrawer>
  )
}
