import { Form, Input, type GetRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFill } from '@/staff_ui/form/fill'
import { Button } from '@/ui/Button'
import { inviteesIn, type InviteValues } from './invite'

/** Who is invited, one row each: typed, or pasted from a list. */
export function Invitees() {
  const { t } = useTranslation('school/settings')
  const [pasting, setPasting] = useState(false)
  return (
    <div className="kc-invitees">
      <Form.List name="people">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }, index) => {
              // Only the first row shows its labels, as heads of all.
              const label = (field: 'name' | 'contact') =>
                index === 0 ? t(`invitee.${field}`) : t(`invitee.${field}_of`, { number: index + 1 })
              return (
                <div key={key} className="kc-invitee">
                  <Form.Item
                    name={[name, 'name']}
                    label={label('name')}
                    rules={[
                      { required: true, whitespace: true, message: t('need_person') },
                      { max: 200, message: t('invitee.long_name') },
                    ]}
                  >
                    <Input autoComplete="off" />
                  </Form.Item>
                  <Form.Item
                    name={[name, 'contact']}
                    label={label('contact')}
                    rules={[{ required: true, whitespace: true, message: t('invitee.need_contact') }]}
                  >
                    <Input maxLength={254} autoComplete="off" />
                  </Form.Item>
                  {rows.length > 1 && (
                    <Button
                      kind="text"
                      icon="close"
                      aria-label={t('invitee.remove', { number: index + 1 })}
                      onClick={() => remove(name)}
                    />
                  )}
                </div>
              )
            })}
            <p className="t14 dim">{t('invitee.hint')}</p>
            <div className="row">
              <Button size="s" icon="plus" onClick={() => add({})}>
                {t('invitee.add')}
              </Button>
              {!pasting && (
                <Button size="s" icon="list" onClick={() => setPasting(true)}>
                  {t('invitee.paste')}
                </Button>
              )}
            </div>
          </>
        )}
      </Form.List>
      {pasting && <Pasted onClose={() => setPasting(false)} />}
    </div>
  )
}

/** A list from a table or a message; its people join those who are there before anything is sent. */
function Pasted({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['school/settings', 'common'])
  const form = Form.useFormInstance<InviteValues>()
  const fill = useFill()
  const found = inviteesIn(Form.useWatch('pasted', form) ?? '')
  const field = useRef<GetRef<typeof Input.TextArea>>(null)
  useEffect(() => field.current?.focus(), [])

  function join() {
    const there = form.getFieldValue('people') as InviteValues['people']
    fill('people', [...there.filter(({ name, contact }) => name || contact), ...found])
    onClose()
  }

  return (
    <div className="col g2">
      <Form.Item
        name="pasted"
        preserve={false}
        label={t('invitee.paste')}
        rules={[
          {
            validator: async (_, text?: string) => {
              if (inviteesIn(text ?? '').length > 0) throw new Error(t('invitee.need_join'))
            },
          },
        ]}
      >
        <Input.TextArea ref={field} placeholder={t('invitee.example')} rows={6} />
      </Form.Item>
      <div className="row">
        <Button size="s" kind="primary" aria-disabled={found.length === 0} onClick={join}>
          {t('invitee.join', { count: found.length })}
        </Button>
        <Button size="s" onClick={onClose}>
          {t('common:cancel')}
        </Button>
      </div>
    </div>
  )
}
