import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardTicket } from '@/api/staff_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { formatTime } from '@/ui/format'
import { EmptyState } from '@/ui/PageState'
import { Chip } from '@/ui/StageChip'
import { answerTicket } from './staff_acts'

/** 「有疑问」 of the room check: what is open comes first. */
export function TicketList({ tickets, mayAnswer }: { tickets: readonly BoardTicket[]; mayAnswer: boolean }) {
  const { t } = useTranslation('staff')
  const [asked, setAsked] = useState<BoardTicket | null>(null)
  const [answer] = useAct((id: string, text: string) => answerTicket(id, text))
  if (tickets.length === 0)
    return (
      <EmptyState icon="help" title={t('messages.tickets_empty_title')}>
        {t('messages.tickets_empty_text')}
      </EmptyState>
    )
  const sorted = [...tickets].sort(
    (a, b) =>
      Number(a.state !== 'open') - Number(b.state !== 'open') || b.created_at.localeCompare(a.created_at),
  )
  return (
    <ul className="kc-side-list">
      {sorted.map((ticket) => (
        <li key={ticket.id}>
          <p className="row">
            <b>{ticket.name}</b>
            <span className="t12 dim">{formatTime(ticket.created_at)}</span>
            <span className="push">
              {ticket.state === 'open' ? (
                <Chip icon="help" kind="amber">
                  {t('messages.open')}
                </Chip>
              ) : (
                <Chip icon="check" kind="green">
                  {t('messages.answered')}
                </Chip>
              )}
            </span>
          </p>
          <p className="ink kc-words">{ticket.text}</p>
          {ticket.answer && <p className="kc-words kc-answer">{ticket.answer}</p>}
          {ticket.state === 'open' && mayAnswer && (
            <Button size="s" icon="message" onClick={() => setAsked(ticket)}>
              {t('messages.answer')}
            </Button>
          )}
        </li>
      ))}
      {asked && (
        <Ask
          title={t('messages.answer_of', { name: asked.name })}
          act={t('ask.send')}
          write="text"
          onClose={() => setAsked(null)}
          onAct={(text) => answer(asked.id, text)}
        >
          <p className="kc-words">{asked.text}</p>
        </Ask>
      )}
    </ul>
  )
}
