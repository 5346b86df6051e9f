import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketDetail } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { RowDrawer } from '@/staff_ui/list/RowDrawer'
import { Button } from '@/ui/Button'
import { KeyValues } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { PageState } from '@/ui/PageState'
import { showToast } from '@/ui/toast'
import { CorrectDrawer } from '../candidates/CorrectDrawer'
import { useCandidate } from '../candidates/reads'
import { useNames } from '../rooms/useNames'
import { Answer, Unsent } from './Answer'
import { TicketKind, TicketStateChip } from './marks'
import { answerTicket, closeTicket, correctAnswer, handOverTicket, useTicket } from './reads'

/** What is being written, kept by the page: another row, Escape or somebody's answer takes nothing away. */
interface Draft {
  text: string
  onText: (text: string) => void
}

interface Props {
  id: string | null
  draft: Draft
  onClose: () => void
}

/** One question beside the list: what was asked, the answer, who looks after it, and the candidate's data. */
export function TicketDrawer({ id, draft, onClose }: Props) {
  const { t } = useTranslation('school/tickets')
  return (
    <RowDrawer open={id !== null} title={t('drawer')} onClose={onClose}>
      {id && <Read key={id} id={id} draft={draft} />}
    </RowDrawer>
  )
}

function Read({ id, draft }: { id: string; draft: Draft }) {
  return <PageState query={useTicket(id)}>{(ticket) => <Ticket ticket={ticket} draft={draft} />}</PageState>
}

function Ticket({ ticket, draft: { text, onText } }: { ticket: TicketDetail; draft: Draft }) {
  const { t } = useTranslation('school/tickets')
  const nameOf = useNames()
  const [correcting, setCorrecting] = useState(false)
  const [close, closing] = useAct(() => closeTicket(ticket.id, ticket.version))
  const [send, sending] = useAct(async () => {
    await answerTicket(ticket.id, text.trim())
    onText('')
  })
  // What the answer becomes; the draft of a first answer is the page's.
  const [again, setAgain] = useState<string | null>(null)
  const [resend, resending] = useAct(async () => {
    await correctAnswer(ticket.id, ticket.version, (again ?? '').trim())
    setAgain(null)
    showToast(t('answered_again'))
  })
  const over = ticket.exam.state === 'closed' || ticket.exam.state === 'archived'
  return (
    <div className="col g4">
      <div className="row">
        <TicketStateChip state={ticket.state} />
        <TicketKind kind={ticket.kind} />
        <span className="push t12 dim">{formatDateTime(ticket.created_at).slice(5)}</span>
      </div>
      <p className="kc-words ink">{ticket.text || t('no_words')}</p>
      {ticket.answer && (
        <div className="col g1">
          <p className="kc-words kc-answer">{ticket.answer}</p>
          <span className="t12 dim">
            {ticket.answered_by_name} {ticket.answered_at && formatDateTime(ticket.answered_at).slice(5)}
          </span>
          {ticket.state === 'answered' && again === null && !text && (
            <span>
              <Button size="s" icon="pen" onClick={() => setAgain(ticket.answer)}>
                {t('answer_again')}
              </Button>
            </span>
          )}
        </div>
      )}
      {again !== null && (
        <Answer
          text={again}
          onText={setAgain}
          sending={resending}
          onSend={() => void resend()}
          onClose={() => setAgain(null)}
        />
      )}
      {ticket.state === 'open' || sending ? (
        <Answer text={text} onText={onText} sending={sending} onSend={() => void send()} />
      ) : (
        text && <Unsent ticket={ticket} text={text} onThrowAway={() => onText('')} />
      )}
      <KeyValues
        rows={[
          [
            t('col.name'),
            <Link key="name" to={`/s/school/candidates/${ticket.roster_entry_id}`}>
              {ticket.name} {ticket.candidate_number}
            </Link>,
          ],
          [t('col.exam'), nameOf(ticket.exam)],
          ...(ticket.room ? ([[t('col.room'), nameOf(ticket.room)]] as [string, string][]) : []),
        ]}
      />
      {ticket.state !== 'closed' && <HandOver ticket={ticket} />}
      <div className="col g2">
        {!over && ticket.state !== 'closed' && (
          <Button block icon="pen" onClick={() => setCorrecting(true)}>
            {t('correct')}
          </Button>
        )}
        {ticket.state !== 'closed' && (
          <Button block kind="text" busy={closing} onClick={() => void close()}>
            {t(`close.${ticket.kind as 'doubt'}`)}
          </Button>
        )}
      </div>
      {correcting && <Correct ticket={ticket} onClose={() => setCorrecting(false)} />}
    </div>
  )
}

/** To one administrator, or back to all of the college's. */
function HandOver({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation('school/tickets')
  const [give, giving] = useAct(async (to: string | null) => {
    const { handler } = await handOverTicket(ticket.id, ticket.version, to)
    showToast(handler ? t('handed_over', { name: handler.name }) : t('handed_back'))
  })
  return (
    <label className="col g1 t14">
      <span className="dim">{t('col.handler')}</span>
      <Select
        aria-label={t('col.handler')}
        loading={giving}
        value={ticket.handler?.id ?? ''}
        options={[
          { value: '', label: t('whose.free') },
          ...ticket.handlers.map((one) => ({ value: one.id, label: one.name })),
        ]}
        onChange={(to) => void give(to || null)}
      />
    </label>
  )
}

function Correct({ ticket, onClose }: { ticket: TicketDetail; onClose: () => void }) {
  const query = useCandidate(ticket.roster_entry_id)
  return (
    <PageState query={query}>
      {(candidate) => <CorrectDrawer candidate={candidate} ticketId={ticket.id} onClose={onClose} />}
    </PageState>
  )
}
