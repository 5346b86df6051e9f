import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCandidateSession } from '@/features/accounts/candidate_login'
import { CalendarLink } from '@/features/notifications/CalendarLink'
import { InboxList } from '@/features/notifications/InboxList'
import { useInbox } from '@/features/notifications/reads'
import { useLiveState } from '@/live/Live'
import { Bar, FootBar, OfflineStrip } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState, PageState } from '@/ui/PageState'
import { Segments } from '@/ui/Segments'
import { useTitle } from '@/ui/title'
import { News } from './News'
import { useAnnouncements, useSchool, useWords } from './reads'

const VIEWS = ['all', 'unread', 'must_read'] as const

export default function AnnouncementsPage() {
  const { t } = useWords()
  const { since } = useLiveState()
  const navigate = useNavigate()
  const session = useCandidateSession()
  const query = useAnnouncements()
  const inbox = useInbox('candidate')
  const [view, setView] = useState<(typeof VIEWS)[number]>('all')
  useTitle(t('title'))
  const items = query.data?.items ?? []
  const shown = {
    all: items,
    unread: items.filter(({ read_at }) => read_at === null),
    must_read: items.filter(({ must_read }) => must_read),
  }
  const first = shown.unread.find(({ must_read }) => must_read)
  const name = session.data?.person.name
  return (
    <div className="kc-page">
      <Bar school={useSchool()} connection={{ since }} person={name ? { name } : undefined} />
      <main className="kc-main">
        <OfflineStrip connection={{ since }} />
        <div>
          <p className="t14">
            <Link to="/c/exams" className="kc-way">
              {t('candidate:exams.title')}
            </Link>
          </p>
          <h1>{t('title')}</h1>
          <p className="dim t14">
            {first ? t('lead_must_read') : t('unread_count', { count: shown.unread.length })}
          </p>
        </div>
        <PageState query={query}>
          {() =>
            items.length === 0 ? (
              <EmptyState icon="megaphone" title={t('none')}>
                {t('none_text')}
              </EmptyState>
            ) : (
              <>
                <Segments
                  label={t('title')}
                  value={view}
                  onChange={setView}
                  items={VIEWS.map((value) => ({
                    value,
                    label: t(`view.${value}`, { count: shown[value].length }),
                  }))}
                />
                <section className="kc-card">
                  {shown[view].length > 0 ? (
                    <News items={shown[view]} />
                  ) : (
                    <EmptyState icon="done" title={t('none_here')} />
                  )}
                </section>
                <p className="t14 dim">{t('here_at_once')}</p>
              </>
            )
          }
        </PageState>
        <Card title={t('notice.title')}>
          <PageState query={inbox}>
            {({ items: told }) => <InboxList area="candidate" items={told} />}
          </PageState>
        </Card>
        <Card title={t('calendar.title')}>
          <CalendarLink area="candidate" />
        </Card>
      </main>
      <FootBar>
        <Button size="l" onClick={() => void navigate({ to: '/c/exams' })}>
          {t('back')}
        </Button>
        <span className="grow" />
        {first && (
          <Button
            size="l"
            kind="primary"
            onClick={() => void navigate({ to: `/c/announcements/${first.id}` })}
          >
            {t('read_must')}
          </Button>
        )}
      </FootBar>
    </div>
  )
}
