import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ApiError } from '@/api/errors'
import { useCandidateSession } from '@/features/accounts/candidate_login'
import { useLiveState } from '@/live/Live'
import { Bar, FootBar, OfflineStrip } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState, PageState } from '@/ui/PageState'
import { useTitle } from '@/ui/title'
import { Article, MustRead, ReadButton, Source, useTitles } from './Article'
import { useAnnouncement, useSchool, useWords } from './reads'

/** 「阅读」 one announcement, reached from 「我的考试」 or the list. */
export default function AnnouncementPage() {
  const { announcement: id = '' } = useParams({ strict: false }) as { announcement?: string }
  const { t } = useWords()
  const { since } = useLiveState()
  const navigate = useNavigate()
  const session = useCandidateSession()
  const title = useTitles()
  const query = useAnnouncement(id)
  const one = query.data
  const name = session.data?.person.name
  useTitle(one ? title(one) : t('title'))
  const home = () => void navigate({ to: '/c/exams' })
  const withdrawn = query.error instanceof ApiError && query.error.code === 'announcement_withdrawn'
  const open = !withdrawn && one?.must_read && one.read_at === null
  return (
    <div className="kc-page">
      <Bar school={useSchool()} connection={{ since }} person={name ? { name } : undefined} />
      <main className="kc-main">
        <OfflineStrip connection={{ since }} />
        {withdrawn ? (
          <EmptyState icon="megaphone" title={t('withdrawn')}>
            {t('withdrawn_text')}
          </EmptyState>
        ) : (
          <PageState query={query}>
            {(found) => (
              <>
                <div>
                  <p className="t14">
                    <Link to="/c/announcements" className="kc-way">
                      {t('title')}
                    </Link>
                  </p>
                  <h1 className="row wrap">
                    {title(found)}
                    {found.must_read && <MustRead />}
                  </h1>
                  <p className="dim t14">
                    <Source one={found} />
                  </p>
                </div>
                <Card wide>
                  <Article one={found} />
                </Card>
              </>
            )}
          </PageState>
        )}
      </main>
      <FootBar>
        <Button size="l" onClick={() => void navigate({ to: '/c/announcements' })}>
          {t('back_to_list')}
        </Button>
        <span className="grow" />
        {one && open ? (
          <ReadButton one={one} />
        ) : (
          <Button size="l" kind="primary" onClick={home}>
            {t('go_on')}
          </Button>
        )}
      </FootBar>
    </div>
  )
}
