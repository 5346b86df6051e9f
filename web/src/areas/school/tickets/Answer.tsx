import { useTranslation } from 'react-i18next'
import type { TicketDetail } from '@/api/school_shapes'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { formatDateTime } from '@/ui/format'

interface AnswerProps {
  text: string
  onText: (text: string) => void
  sending: boolean
  onSend: () => void
  /** Of an answer that is corrected: back to reading it. */
  onClose?: () => void
}

export function Answer({ text, onText, sending, onSend, onClose }: AnswerProps) {
  const { t } = useTranslation(['school/tickets', 'common'])
  return (
    <form
      className="col g2"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) onSend()
      }}
    >
      <TextArea
        label={t(onClose ? 'answer_again' : 'answer')}
        hint={t(onClose ? 'answer_again_hint' : 'answer_hint')}
        value={text}
        onChange={onText}
        maxLength={2000}
        rows={4}
      />
      <Button type="submit" kind="primary" icon="message" busy={sending} disabled={!text.trim()}>
        {t('send')}
      </Button>
      {onClose && (
        <Button kind="text" onClick={onClose}>
          {t('common:cancel')}
        </Button>
      )}
    </form>
  )
}

interface UnsentProps {
  ticket: TicketDetail
  text: string
  onThrowAway: () => void
}

/** Somebody else was first: what was written meanwhile stays to be read and copied. */
export function Unsent({ ticket, text, onThrowAway }: UnsentProps) {
  const { t } = useTranslation('school/tickets')
  return (
    <div className="col g2">
      <AlarmStrip kind="amber" icon="message">
        {ticket.answered_at
          ? t('unsent_answered', {
              name: ticket.answered_by_name,
              time: formatDateTime(ticket.answered_at).slice(5),
            })
          : t('unsent_closed')}
      </AlarmStrip>
      <TextArea label={t('unsent')} value={text} onChange={() => undefined} readOnly rows={4} />
      <Button size="s" onClick={onThrowAway}>
        {t('unsent_away')}
      </Button>
    </div>
  )
}
