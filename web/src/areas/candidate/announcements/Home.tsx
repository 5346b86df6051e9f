import { Link, useNavigate } from '@tanstack/react-router'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { useTitles } from './Article'
import { News } from './News'
import { useAnnouncements, useWords } from './reads'

const SHOWN = 3

/** On 「我的考试」: the newest ones, and what must be read before one may go on. */
export default function Home({ mustReadId }: { mustReadId: string | null }) {
  const { t } = useWords()
  const title = useTitles()
  const navigate = useNavigate()
  const items = useAnnouncements().data?.items ?? []
  const first = items.find(({ id }) => id === mustReadId)
  const unread = items.filter(({ read_at }) => read_at === null).length
  if (items.length === 0) return null
  return (
    <>
      {first && (
        <AlarmStrip
          kind="amber"
          actions={
            <Button size="s" onClick={() => void navigate({ to: `/c/announcements/${first.id}` })}>
              {t('read')}
            </Button>
          }
        >
          {t('must_read_first')} <b>{title(first)}</b>
        </AlarmStrip>
      )}
      <Card
        bare
        title={t('title')}
        aside={
          <>
            {unread > 0 && <span className="nowrap">{t('unread_count', { count: unread })}</span>}
            <Link to="/c/announcements" className="kc-way">
              {t('all')}
            </Link>
          </>
        }
      >
        <News items={items.slice(0, SHOWN)} />
      </Card>
    </>
  )
}
