import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import type { Overview } from '@/api/school_shapes'
import { PageHead } from '@/staff_ui/list/PageHead'
import { StaleStrip } from '@/staff_ui/list/StaleStrip'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { formatDate, formatDateTime, formatWeekday } from '@/ui/format'
import { PageState } from '@/ui/PageState'
import { DAY, READ_AGAIN_MS, useDayNews, WORKING_MS } from '../day'
import { useLang } from '../lang'
import { useMe } from '../me'
import { Exams } from './Exams'
import { Steps } from './Steps'
import { Tickets } from './Tickets'
import './overview.css'

/** 「概览」: for an empty school the way to its first exam; else what comes and what waits. */
export default function OverviewPage() {
  useDayNews()
  const lang = useLang()
  const query = useQuery({
    queryKey: [...DAY, 'overview', lang],
    queryFn: () => call(api.GET('/api/v1/school/overview', { params: { query: { lang } } })),
    refetchInterval: ({ state }) =>
      state.data?.imports.some(({ progress }) => progress) ? WORKING_MS : READ_AGAIN_MS,
  })
  return (
    <PageState query={query}>
      {(overview) => (
        <>
          <StaleStrip query={query} />
          <Known overview={overview} />
        </>
      )}
    </PageState>
  )
}

function Known({ overview }: { overview: Overview }) {
  const { t, i18n } = useTranslation('school/overview')
  const navigate = useNavigate()
  const now = new Date()
  const starting = overview.steps.some((step) => !step.done)
  const today = overview.exams.filter((exam) => exam.today).length
  const lead = t('lead', { date: formatDate(now), weekday: formatWeekday(now, i18n.language), count: today })
  return (
    <>
      <PageHead
        title={t('title')}
        lead={overview.exams.length === 0 && starting ? t('lead_first') : lead}
        actions={
          today > 0 && (
            <Button icon="eye" onClick={() => void navigate({ to: '/s/school/monitor' })}>
              {t('monitor')}
            </Button>
          )
        }
      />
      {overview.sms_closed && (
        <AlarmStrip
          kind={overview.sms_closed.endsWith('reserve') ? 'amber' : 'red'}
          icon="message"
          actions={<Link to="/s/school/settings/sms">{t('sms.open')}</Link>}
        >
          {t(`sms.${overview.sms_closed}`)}
        </AlarmStrip>
      )}
      {starting && <Steps steps={overview.steps} exams={overview.exams} />}
      {(overview.exams.length > 0 || !starting) && (
        <div className="kc-overview">
          <Exams exams={overview.exams} />
          <div className="col g4">
            <Tickets tickets={overview.tickets} open={overview.open_tickets} />
            <Imports imports={overview.imports} />
          </div>
        </div>
      )}
      {(overview.changes.length > 0 || !starting) && <Changes changes={overview.changes} />}
    </>
  )
}

function Imports({ imports }: { imports: Overview['imports'] }) {
  const { t, i18n } = useTranslation('school/overview')
  if (imports.length === 0) return null
  return (
    <Card title={t('imports.title')}>
      <ul className="kc-lines">
        {imports.map((one) => (
          <li key={one.id}>
            <Link to={`/s/school/exams/${one.session_id}/import`}>{one.file_name}</Link>{' '}
            <span className="dim">{(i18n.language === 'en' && one.exam_en) || one.exam}</span>
            <span className="t12 dim">
              {t(`imports.state.${one.state as 'reading'}`)}
              {one.progress && (
                <> {t('imports.progress', { done: one.progress.done, total: one.progress.total })}</>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Changes({ changes }: { changes: Overview['changes'] }) {
  const { t } = useTranslation('school/overview')
  const reads = useMe().roles.some((role) => role === 'school_admin' || role === 'auditor')
  return (
    <Card title={t('changes.title')} aside={reads && <Link to="/s/school/trail">{t('changes.all')}</Link>}>
      {changes.length === 0 && <p className="dim">{t('changes.none')}</p>}
      <ul className="kc-lines kc-changes">
        {changes.map((change) => (
          <li key={change.id}>
            <time className="t12 dim num" dateTime={change.at}>
              {formatDateTime(change.at).slice(5)}
            </time>
            <span>{change.sentence}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
