import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { PageState } from '@/ui/PageState'
import { CalendarLink } from './CalendarLink'
import { InboxList } from './InboxList'
import { useInbox, useMarkRead, useOlder, useWords, type Notice } from './reads'
import { isWork, WorkLine } from './Work'

/** In the bar of staff: how much is unread, and the inbox. Opened, it is read; 「知道了」 is said for each. */
export function Bell() {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const inbox = useInbox('staff')
  const markRead = useMarkRead('staff')
  const unread = inbox.data?.unread ?? 0
  function show() {
    setOpen(true)
    if (unread > 0) markRead.mutate(undefined)
  }
  return (
    <>
      <Button
        kind="text"
        size="s"
        icon="bell"
        aria-label={t('notice.bell', { count: unread })}
        title={t('notice.title')}
        onClick={show}
      >
        {unread > 0 && <b className="kc-bell-count">{unread}</b>}
      </Button>
      {open && (
        <Dialog
          open
          title={t('notice.title')}
          onClose={() => setOpen(false)}
          actions={<Button onClick={() => setOpen(false)}>{t('common:close')}</Button>}
        >
          <div className="kc-bell-sheet">
            <PageState query={inbox}>
              {({ items, more }) => <Lines items={items} more={more} onOpen={() => setOpen(false)} />}
            </PageState>
            <h3>{t('calendar.title')}</h3>
            <CalendarLink area="staff" />
          </div>
        </Dialog>
      )}
    </>
  )
}

interface LinesProps {
  items: Notice[]
  more: boolean
  onOpen: () => void
}

function Lines({ items, more, onOpen }: LinesProps) {
  const last = items.at(-1)
  return (
    <>
      <InboxList
        area="staff"
        items={items}
        onOpen={onOpen}
        line={(notice) => (isWork(notice) ? <WorkLine notice={notice} onOpen={onOpen} /> : undefined)}
      />
      {more && last && <Older last={last.id} onOpen={onOpen} />}
    </>
  )
}

function Older({ last, onOpen }: { last: string; onOpen: () => void }) {
  const { t } = useTranslation('list')
  const [wanted, setWanted] = useState(false)
  const inbox = useOlder('staff', last, wanted)
  if (!wanted)
    return (
      <Button size="s" onClick={() => setWanted(true)}>
        {t('older')}
      </Button>
    )
  return (
    <PageState query={inbox}>
      {({ items, more }) => <Lines items={items} more={more} onOpen={onOpen} />}
    </PageState>
  )
}
