import { Link, Navigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useCandidateSession } from '@/features/accounts/candidate_login'
import { openConsents, useConsents } from '@/features/commitments/consents'
import { useMyExams } from '@/features/exams/candidate_exams'
import { ExamCard } from '@/features/exams/ExamCard'
import { useLiveState } from '@/live/Live'
import { Bar, OfflineStrip } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { formatDate, formatWeekday } from '@/ui/format'
import { EmptyState, PageState } from '@/ui/PageState'
import { useServerNow } from '@/ui/server_now'
import { useTitle } from '@/ui/title'
import { leaveArea } from './ConsentPage'

const Notices = lazy(() => import('@/features/notifications/Notices'))
const Announcements = lazy(() => import('./announcements/Home'))

export default function ExamsPage() {
  const { t, i18n } = useTranslation(['candidate', 'common'])
  const { since } = useLiveState()
  const now = useServerNow()
  const session = useCandidateSession()
  const consents = useConsents()
  const exams = useMyExams()
  useTitle(t('exams.title'))

  if (consents.data && openConsents(consents.data.required).length > 0)
    return <Navigate to="/c/consent" replace />
  const name = session.data?.person.name ?? ''
  const first = exams.data?.exams[0]
  const school = first ? (i18n.language === 'en' && first.school_name_en) || first.school_name : ''
  return (
    <div className="kc-page">
      <Bar school={school} connection={{ since }} person={name ? { name } : undefined}>
        <Button
          kind="text"
          size="s"
          icon="leave"
          className="nowrap"
          aria-label={t('common:log_out')}
          title={t('common:log_out')}
          onClick={() => void leaveArea()}
        >
          <span className="not-phone">{t('common:log_out')}</span>
        </Button>
      </Bar>
      <main className="kc-main">
        <OfflineStrip connection={{ since }} />
        <div>
          <h1>{name ? t('exams.hello', { name }) : t('exams.title')}</h1>
          <p className="dim t14">
            {t('exams.title')} ·{' '}
            {t('exams.today', { date: formatDate(now), weekday: formatWeekday(now, i18n.language) })}
          </p>
        </div>
        {exams.data && exams.data.notifications > 0 && (
          <Suspense>
            <Notices area="candidate" />
          </Suspense>
        )}
        {exams.data && exams.data.announcements.total > 0 && (
          <Suspense>
            <Announcements mustReadId={exams.data.announcements.must_read_id} />
          </Suspense>
        )}
        <PageState query={exams}>
          {(data) =>
            data.exams.length === 0 ? (
              <EmptyState icon="calendar" title={t('exams.again_title')}>
                {t('exams.again_text')}
              </EmptyState>
            ) : (
              data.exams.map((exam) => <ExamCard key={exam.roster_entry_id} exam={exam} />)
            )
          }
        </PageState>
        <p className="t14">
          <Link to="/c/announcements" className="kc-way">
            {t('exams.news')}
          </Link>
        </p>
      </main>
    </div>
  )
}
