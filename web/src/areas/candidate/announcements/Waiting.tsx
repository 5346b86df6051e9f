import { useState } from 'react'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { PageState } from '@/ui/PageState'
import { Article, ReadButton, useTitles } from './Article'
import { News } from './News'
import { useAnnouncement, useAnnouncements, useWords } from './reads'

/** In the waiting area: said, never in the way, and read without leaving the page and the camera. */
export default function Waiting({ unread }: { unread: number }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      {unread > 0 && (
        <AlarmStrip
          kind="act"
          icon="megaphone"
          actions={
            <Button size="s" onClick={() => setOpen(true)}>
              {t('read')}
            </Button>
          }
        >
          {t('news_waiting', { count: unread })}
        </AlarmStrip>
      )}
      {unread === 0 && (
        <Button kind="text" size="s" icon="megaphone" onClick={() => setOpen(true)}>
          {t('title')}
        </Button>
      )}
      {open && <Sheet onClose={() => setOpen(false)} />}
    </>
  )
}

function Sheet({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const [id, setId] = useState<string | null>(null)
  const all = useAnnouncements()
  if (id) return <One id={id} onBack={() => setId(null)} />
  return (
    <Dialog
      open
      title={t('title')}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('common:close')}</Button>}
    >
      <div className="kc-news-sheet">
        <PageState query={all}>{({ items }) => <News items={items} onOpen={setId} />}</PageState>
      </div>
    </Dialog>
  )
}

function One({ id, onBack }: { id: string; onBack: () => void }) {
  const { t } = useWords()
  const title = useTitles()
  const query = useAnnouncement(id)
  const one = query.data
  return (
    <Dialog
      open
      title={one ? title(one) : t('title')}
      onClose={onBack}
      actions={
        <>
          <Button onClick={onBack}>{t('back')}</Button>
          {one?.must_read && one.read_at === null && <ReadButton one={one} />}
        </>
      }
    >
      <div className="kc-news-sheet">
        <PageState query={query}>{(found) => <Article one={found} />}</PageState>
      </div>
    </Dialog>
  )
}
