import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardRow } from '@/api/staff_shapes'
import { sendMessage } from '@/features/chat/staff_acts'
import { markAbsent } from '@/features/waiting/staff_acts'
import { useAct } from '@/staff_ui/act'
import { Ask, Show } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { KeyValues } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { showToast } from '@/ui/toast'

export type Asked =
  | { kind: 'message' | 'absent' | 'related'; row: BoardRow }
  | { kind: 'contact'; row: BoardRow; phone: string }
  | { kind: 'login_code'; row: BoardRow; number: string; code: string; expiresAt: string }

interface Props {
  asked: Asked
  onTalk: (row: BoardRow, reason: string) => Promise<unknown>
  onClose: () => void
}

export function RowDialog({ asked, onTalk, onClose }: Props) {
  switch (asked.kind) {
    case 'message':
      return <Message row={asked.row} onClose={onClose} />
    case 'absent':
      return <Absent row={asked.row} onClose={onClose} />
    case 'related':
      return <Related row={asked.row} onTalk={onTalk} onClose={onClose} />
    case 'contact':
      return <Contact row={asked.row} phone={asked.phone} onClose={onClose} />
    case 'login_code':
      return <LoginCode {...asked} onClose={onClose} />
  }
}

function Message({ row, onClose }: { row: BoardRow; onClose: () => void }) {
  const { t } = useTranslation('staff')
  const [send] = useAct(async (text: string) => {
    await sendMessage(row.entry_id, text)
    showToast(t('board.sent'))
    return true
  })
  return (
    <Ask
      title={t('board.message_title', { name: row.name })}
      act={t('ask.send')}
      write="text"
      onClose={onClose}
      onAct={send}
    />
  )
}

/** An officer who is close to this candidate: somebody else should talk with them, where there is somebody. */
function Related({ row, onTalk, onClose }: Omit<Props, 'asked'> & { row: BoardRow }) {
  const { t } = useTranslation('staff')
  return (
    <Ask
      title={t('board.related_title', { name: row.name })}
      act={t('board.talk')}
      write="reason"
      onClose={onClose}
      onAct={(reason) => onTalk(row, reason)}
    >
      {t('board.related_text', { name: row.name })}
    </Ask>
  )
}

/** Asked twice: an absence takes somebody out of the order of the day. */
function Absent({ row, onClose }: { row: BoardRow; onClose: () => void }) {
  const { t } = useTranslation('staff')
  const [again, setAgain] = useState(false)
  const [mark] = useAct(() => markAbsent(row.entry_id))
  const act = t('board.absent_act', { name: row.name })
  return again ? (
    <Ask key="again" title={t('board.absent_again')} act={act} danger onClose={onClose} onAct={mark}>
      {t('board.absent_again_text', { name: row.name })}
    </Ask>
  ) : (
    <Ask
      title={t('board.absent_title', { name: row.name })}
      act={act}
      danger
      onClose={onClose}
      // Not done yet: the second question takes the place of this one.
      onAct={() => {
        setAgain(true)
        return Promise.resolve(undefined)
      }}
    >
      {t('board.absent_text', { name: row.name, number: row.candidate_number })}
    </Ask>
  )
}

function Copy({ value }: { value: string }) {
  const { t } = useTranslation()
  return (
    <Button
      kind="text"
      size="s"
      icon="copy"
      onClick={() => void navigator.clipboard?.writeText(value).then(() => showToast(t('copied')))}
    >
      {t('copy')}
    </Button>
  )
}

function Contact({ row, phone, onClose }: { row: BoardRow; phone: string; onClose: () => void }) {
  const { t } = useTranslation('staff')
  return (
    <Show title={t('board.contact_title', { name: row.name })} onClose={onClose}>
      <p className="row">
        <a className="t24 mono" href={`tel:${phone}`}>
          {phone}
        </a>
        <Copy value={phone} />
      </p>
      <p className="t14 dim">{t('board.contact_text')}</p>
    </Show>
  )
}

function LoginCode({
  row,
  number,
  code,
  expiresAt,
  onClose,
}: {
  row: BoardRow
  number: string
  code: string
  expiresAt: string
  onClose: () => void
}) {
  const { t } = useTranslation('staff')
  return (
    <Show title={t('board.code_title', { name: row.name })} onClose={onClose}>
      <KeyValues
        rows={[
          [t('board.number'), <span className="mono t18">{number}</span>],
          [
            t('board.code'),
            <span className="row">
              <span className="mono t18">{code}</span>
              <Copy value={code} />
            </span>,
          ],
        ]}
      />
      <p className="t14 dim">{t('board.code_text', { time: formatDateTime(expiresAt) })}</p>
    </Show>
  )
}
