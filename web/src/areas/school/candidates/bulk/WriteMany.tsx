import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import type { MailingPreview } from '@/api/school_shapes'
import { Show } from '@/staff_ui/Ask'
import type { AskingBulkAct, Selection } from '@/staff_ui/list/bulk'
import { BulkOutcomeText } from '@/staff_ui/list/BulkOutcomeText'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Dialog } from '@/ui/Dialog'
import { TextArea, TextField } from '@/ui/Field'
import { PageState } from '@/ui/PageState'
import { showToast } from '@/ui/toast'
import { useOutcome, usePreview, useSealedAct, whomOf } from './outcome'

const MAILINGS = '/api/v1/school/mailings'

/** 「发送通知」: one text into the inbox of many, by text message too if wanted. */
export function useWriteMany(): AskingBulkAct {
  const { t } = useTranslation('school/bulk')
  return { key: 'write', label: t('write.act'), icon: 'message', dialog: (props) => <WriteMany {...props} /> }
}

interface Props {
  whom: Selection
  onClose: () => void
  onDone: () => void
}

function WriteMany({ whom, onClose, onDone }: Props) {
  const { t } = useTranslation('school/bulk')
  const outcome = useOutcome()
  const body = whomOf(whom)
  const preview = usePreview(['write', body], () => call(api.POST(`${MAILINGS}/preview`, { body })))
  const [send, sending] = useSealedAct(async (seal: string, words: Words) => {
    const { total } = await call(api.POST(MAILINGS, { body: { ...body, ...words, seal } }))
    showToast(t('write.done', { count: total }))
    onDone()
    onClose()
  }, preview.refetch)
  const found = preview.data
  if (!found || found.will === 0)
    return (
      <Show title={t('write.act')} onClose={onClose}>
        <PageState query={preview}>{(none) => <BulkOutcomeText {...outcome(none)} />}</PageState>
      </Show>
    )
  return (
    <Dialog open title={t('write.act')} onClose={onClose} actions={null}>
      <div className="t14">
        <BulkOutcomeText {...outcome(found)} />
      </div>
      <Letter
        found={found}
        busy={sending}
        onClose={onClose}
        onSend={(words) => void send(found.seal, words)}
      />
    </Dialog>
  )
}

interface Words {
  title: string
  text: string
  sms: boolean
}

function Letter({
  found,
  busy,
  onClose,
  onSend,
}: {
  found: MailingPreview
  busy: boolean
  onClose: () => void
  onSend: (words: Words) => void
}) {
  const { t } = useTranslation(['school/bulk', 'common'])
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [sms, setSms] = useState(false)
  const [tried, setTried] = useState(false)
  const missing = (words: string) => (tried && !words.trim() ? t('write.need') : undefined)
  const closed = found.sms_closed !== ''

  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (title.trim() && text.trim()) onSend({ title: title.trim(), text: text.trim(), sms })
  }
  return (
    <form className="col" onSubmit={submit} noValidate>
      <TextField
        size="m"
        label={t('write.title')}
        hint={t('write.title_hint')}
        maxLength={40}
        value={title}
        onChange={setTitle}
        error={missing(title)}
      />
      <TextArea
        size="m"
        label={t('write.text')}
        rows={5}
        maxLength={2000}
        value={text}
        onChange={setText}
        error={missing(text)}
      />
      <Checkbox checked={sms} onChange={setSms} disabled={closed || found.sms === 0}>
        {t('write.sms')}{' '}
        <span className="dim">
          {closed ? t('write.sms_closed') : t('write.sms_count', { count: found.sms })}
        </span>
      </Checkbox>
      {!closed && found.sms_left !== null && found.sms_left < found.sms && (
        <p className="t14 c-amber">{t('write.sms_left', { count: found.sms_left })}</p>
      )}
      <div className="kc-dialog-acts">
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button type="submit" kind="primary" busy={busy}>
          {t('write.act_n', { count: found.will })}
        </Button>
      </div>
    </form>
  )
}
