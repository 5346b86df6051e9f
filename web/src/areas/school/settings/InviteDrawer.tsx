import { Form, Segmented, Select } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { press } from '@/api/client'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { useErrorText } from '@/ui/error_text'
import { showToast } from '@/ui/toast'
import { SCHOOL, useMe } from '../me'
import { invite } from './acts'
import {
  COLLEGE_OF,
  givable,
  invitationOf,
  isOfContact,
  SomeNotInvited,
  type Invitee,
  type InviteValues,
} from './invite'
import { Invitees } from './Invitees'
import './settings.css'

/** 「邀请人员」: as what, who, and where each link goes. */
export function InviteDrawer({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation(['school/settings', 'account'])
  const { colleges, roles } = useMe()
  const cache = useQueryClient()
  const errorText = useErrorText()
  const [form] = Form.useForm<InviteValues>()
  const role = Form.useWatch('role', form)
  const managesSchool = roles.includes('school_admin')
  const english = i18n.language === 'en'
  const college = role ? COLLEGE_OF[role] : 'never'
  // Whoever manages one college invites into it.
  const collegeNeeded = college === 'needed' || (college === 'chosen' && !managesSchool)

  // What is under way is not typed over; whoever leaves stops it before the next one.
  const [sending, setSending] = useState(false)
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => void (gone.current = true)
  }, [])

  function refusalText(error: unknown): string {
    if (!(error instanceof SomeNotInvited)) return errorText(error)
    const counts = { count: error.left, sent: error.sent }
    return error.stoppedBy === undefined
      ? t('not_invited', counts)
      : t('stopped', { ...counts, reason: errorText(error.stoppedBy) })
  }

  /** One after another, each by itself: those who are invited leave the form, the others stay with their reason. */
  async function save({ people, ...office }: InviteValues) {
    const left = [...people] as Invitee[]
    const reasons: string[] = []
    const sent: Invitee[] = []
    setSending(true)
    try {
      while (left.length > reasons.length && !gone.current) {
        const person = left[reasons.length]!
        try {
          await press(() => invite(invitationOf(person, office)))
          sent.push(...left.splice(reasons.length, 1))
        } catch (error) {
          if (!isOfContact(error)) throw error
          reasons.push(errorText(error))
        }
      }
    } catch (error) {
      const stopped = people.length > 1 ? new SomeNotInvited(sent.length, left.length, error) : error
      if (gone.current) showToast(refusalText(stopped), { bad: true })
      throw stopped
    } finally {
      // At once: nothing in there could be focused before.
      flushSync(() => setSending(false))
      if (sent.length > 0) {
        void cache.invalidateQueries({ queryKey: SCHOOL })
        form.setFieldValue('people', left)
      }
      form.setFields(reasons.map((reason, at) => ({ name: ['people', at, 'contact'], errors: [reason] })))
    }
    if (left.length > 0 && gone.current) {
      showToast(t('not_invited', { count: left.length, sent: sent.length }), { bad: true })
    } else if (left.length > 0) {
      form.focusField(['people', 0, 'contact'])
      throw new SomeNotInvited(sent.length, left.length)
    } else {
      showToast(t('invited', { count: sent.length }))
    }
  }

  return (
    <FormDrawer<InviteValues>
      form={form}
      title={t('invite')}
      act={t('invite_act')}
      initial={{
        people: [{}],
        language: english ? 'en' : 'zh',
        ...(colleges.length === 1 && !managesSchool && { college_id: colleges[0]!.id }),
      }}
      refusalText={refusalText}
      onSave={save}
      onClose={onClose}
    >
      <div inert={sending}>
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
        <Invitees />
        <Form.Item name="language" label={t('message_language')}>
          <Segmented
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Form.Item>
      </div>
    </FormDrawer>
  )
}
