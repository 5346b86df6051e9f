import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Overview } from '@/api/school_shapes'
import { Card } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'

/** The first that wait; each leads to itself in the list of the open ones. */
export function Tickets({ tickets, open }: { tickets: Overview['tickets']; open: number }) {
  const { t } = useTranslation('school/overview')
  return (
    <Card
      title={t('tickets.title')}
      aside={
        open > 0 && (
          <Link to="/s/school/tickets" search={{ state: 'open' } as never}>
            {t('tickets.all', { count: open })}
          </Link>
        )
      }
    >
      {tickets.length === 0 && <p className="dim">{t('tickets.none')}</p>}
      <ul className="kc-lines">
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <Link to="/s/school/tickets" search={{ state: 'open', open: ticket.id } as never}>
              {ticket.name}
            </Link>{' '}
            <span>{ticket.text}</span>
            <span className="t12 dim">{formatDateTime(ticket.created_at)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
