import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Dialog } from '@/ui/Dialog'
import { useErrorText } from '@/ui/error_text'
import { FactMark } from '@/ui/FactMark'
import { TextArea } from '@/ui/Field'
import { formatTime } from '@/ui/format'
import { showToast } from '@/ui/toast'
import { useOpenTicket, type Ticket } from './candidate_exams'

export function TicketDialog({
  rosterEntryId,
  open,
  onClose,
}: {
  rosterEntryId: string
  open: boolean
  onClose: () => void
}) {
  const { t } = useTranslation(['candidate', 'common'])
  const text = useErrorText()
  const [words, setWords] = useState('')
  const ticket = useOpenTicket(rosterEntryId)

  async function send() {
    const done = await ticket.mutateAsync(words.trim()).catch(() => null)
    if (done === null) return
    setWords('')
    showToast(t('room.doubt_sent'))
    onClose()
  }

  return (
    <Dialog
      open={open}
      title={t('room.doubt_title')}
      onClose={onClose}
      actions={
        <>
          <Button size="l" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            size="l"
            kind="primary"
            disabled={!words.trim()}
            busy={ticket.isPending}
            onClick={() => void send()}
          >
            {t('room.doubt_send')}
          </Button>
        </>
      }
    >
      <p className="t14 dim">{t('room.doubt_text')}</p>
      <TextArea
        label={t('room.doubt_label')}
        value={words}
        onChange={setWords}
        maxLength={2000}
        rows={4}
        error={ticket.error ? text(ticket.error) : undefined}
      />
    </Dialog>
  )
}

/** What was asked and what was answered; new answers are read out. */
export function TicketList({ tickets }: { tickets: readonly Ticket[] }) {
  const { t } = useTranslation('candidate')
  if (tickets.length === 0) return null
  return (
    <Card title={t('room.tickets')} bare>
      <ul aria-live="polite">
        {tickets.map((ticket) => (
          <li key={ticket.id} className="kc-li top">
            <div className="grow col g1">
              <span className="ink">{ticket.text}</span>
              {ticket.answer && <span className="kc-msg">{ticket.answer}</span>}
              <span className="t12 dim">{t('room.asked', { time: formatTime(ticket.created_at) })}</span>
            </div>
            {ticket.answered_at ? (
              <FactMark kind="ok">{t('room.answered', { time: formatTime(ticket.answered_at) })}</FactMark>
            ) : (
              <FactMark kind="idle">{t(ticket.state === 'closed' ? 'room.closed' : 'room.open')}</FactMark>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
