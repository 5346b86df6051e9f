import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode } from 'react'
import { Button } from '@/ui/Button'
import { formatDateTime } from '@/ui/format'
import { EmptyState } from '@/ui/PageState'
import { ReceiptLine } from '@/ui/ReceiptLine'
import { useConfirm, useWords, type Area, type Notice } from './reads'
import { useNoticeWords } from './Words'
import './notifications.css'

interface Props {
  area: Area
  items: Notice[]
  /** For what is no change to be confirmed: a line of its own. */
  line?: (notice: Notice) => ReactNode
  /** Another page is gone to. */
  onOpen?: () => void
}

/** Everything that this person was told, newest first. */
export function InboxList({ area, items, line, onOpen }: Props) {
  const { t } = useWords()
  if (items.length === 0)
    return (
      <EmptyState icon="bell" title={t('notice.none')}>
        {t('notice.none_text')}
      </EmptyState>
    )
  return (
    <ul className="kc-notices">
      {items.map((notice) => (
        <Fragment key={notice.id}>
          {line?.(notice) ?? <Line area={area} notice={notice} onOpen={onOpen} />}
        </Fragment>
      ))}
    </ul>
  )
}

function Line({ area, notice, onOpen }: { area: Area; notice: Notice; onOpen?: () => void }) {
  const { t } = useWords()
  const words = useNoticeWords()(notice)
  const confirm = useConfirm(area)
  return (
    <li>
      <p>
        <b>{words.title}</b> <small className="dim">{formatDateTime(notice.created_at).slice(5)}</small>
      </p>
      <p className="t14 kc-notice-text">
        {words.text} {words.reason}
      </p>
      <div className="row wrap">
        {notice.kind === 'statement_asked' && (
          <Link to="/s/relations" className="kc-btn s" onClick={onOpen}>
            {t('notice.statement_asked.act')}
          </Link>
        )}
        {notice.kind === 'ticket_given' && (
          <Link
            to="/s/school/tickets"
            search={{ open: notice.params.ticket_id } as never}
            className="kc-btn s"
            onClick={onOpen}
          >
            {t('notice.ticket_given.act')}
          </Link>
        )}
        {notice.kind === 'relation_met' && Boolean(notice.params.room_id) && (
          <Link to={`/s/school/rooms/${String(notice.params.room_id)}`} className="kc-btn s" onClick={onOpen}>
            {t('notice.relation_met.act')}
          </Link>
        )}
        {notice.confirmed_at ? (
          <ReceiptLine kind="received" at={notice.confirmed_at} />
        ) : (
          <Button size="s" icon="check" busy={confirm.isPending} onClick={() => confirm.mutate(notice.id)}>
            {t('notice.know')}
          </Button>
        )}
      </div>
    </li>
  )
}
