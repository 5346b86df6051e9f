import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { PageState } from '@/ui/PageState'
import { CalendarLink } from './CalendarLink'
import { InboxList } from './InboxList'
import { useInbox, useMarkRead, useWords } from './reads'
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
    if (unread > 0) markRead.mutate()
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
              {({ items }) => (
                <InboxList
                  area="staff"
                  items={items}
                  line={(notice) =>
                    isWork(notice) ? <WorkLine notice={notice} onOpen={() => setOpen(false)} /> : undefined
                  }
                />
              )}
            </PageState>
            <h3>{t('calendar.title')}</h3>
            <CalendarLink area="staff" />
          </div>
        </Dialog>
      )}
    </>
  )
}
