import { Form, Input, type GetRef } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useFill } from '@/staff_ui/form/fill'
import { Button } from '@/ui/Button'
import { inviteesIn, LONGEST, MOST_AT_ONCE, type InviteValues } from './invite'

/** Who is invited, one row each: typed, or pasted from a list. */
export function Invitees() {
  const { t } = useTranslation('school/settings')
  const form = Form.useFormInstance<InviteValues>()
  const [pasting, setPasting] = useState(false)
  const paste = useRef<HTMLButtonElement>(null)

  /** What the pressed button stood for is gone, or has moved: the hand goes on in the row that is there now. */
  function then(change: () => void, row: number) {
    flushSync(change)
    form.focusField(['people', row, 'name'])
  }

  function cancel() {
    flushSync(() => setPasting(false))
    paste.current?.focus()
  }

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
                    rules={[
                      { required: true, whitespace: true, message: t('invitee.need_contact') },
                      {
                        validator: async (_, text = '') => {
                          const most = text.includes('@') ? LONGEST.mail : LONGEST.phone
                          if (text.trim().length > most) throw new Error(t('invitee.long_contact'))
                        },
                      },
                    ]}
                  >
                    <Input autoComplete="off" />
                  </Form.Item>
                  {rows.length > 1 && (
                    <Button
                      kind="text"
                      icon="close"
                      aria-label={t('invitee.remove', { number: index + 1 })}
                      onClick={() => then(() => remove(name), Math.min(index, rows.length - 2))}
                    />
                  )}
                </div>
              )
            })}
            <p className="t14 dim">{t('invitee.hint')}</p>
            <div className="row">
              <Button size="s" icon="plus" onClick={() => then(() => add({}), rows.length)}>
                {t('invitee.add')}
              </Button>
              {!pasting && (
                <Button ref={paste} size="s" icon="list" onClick={() => setPasting(true)}>
                  {t('invitee.paste')}
                </Button>
              )}
            </div>
          </>
        )}
      </Form.List>
      {pasting && <Pasted onJoin={(first) => then(() => setPasting(false), first)} onClose={cancel} />}
    </div>
  )
}

/** A list from a table or a message; its people join those who are there before anything is sent. */
function Pasted({ onJoin, onClose }: { onJoin: (firstRow: number) => void; onClose: () => void }) {
  const { t } = useTranslation(['school/settings', 'common'])
  const form = Form.useFormInstance<InviteValues>()
  const fill = useFill()
  const pasted = Form.useWatch('pasted', form) ?? ''
  const found = useMemo(() => inviteesIn(pasted), [pasted])
  const tooMany = found.length > MOST_AT_ONCE
  const field = useRef<GetRef<typeof Input.TextArea>>(null)
  useEffect(() => field.current?.focus(), [])

  function join() {
    const there = (form.getFieldValue('people') as InviteValues['people'])
      .map((person, at) => ({ person, said: form.getFieldError(['people', at, 'contact']) }))
      .filter(({ person: { name, contact } }) => name || contact)
    fill('people', [...there.map(({ person }) => person), ...found])
    // Rows have moved up: what was said of a contact goes with it, and of what was empty nothing is left.
    form.setFields(
      [...there.map(({ said }) => said), ...found.map(() => [])].flatMap((errors, at) => [
        { name: ['people', at, 'name'], errors: [] },
        { name: ['people', at, 'contact'], errors },
      ]),
    )
    onJoin(there.length)
  }

  return (
    <div className="col g2">
      <Form.Item
        name="pasted"
        preserve={false}
        label={t('invitee.paste')}
        extra={tooMany && t('invitee.over_most', { count: found.length, most: MOST_AT_ONCE })}
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
        <Button size="s" kind="primary" aria-disabled={found.length === 0 || tooMany} onClick={join}>
          {t('invitee.join', { count: found.length })}
        </Button>
        <Button size="s" onClick={onClose}>
          {t('common:cancel')}
        </Button>
      </div>
    </div>
  )
}
