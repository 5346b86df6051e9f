import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '@/ui/format'
import type { Notice } from './reads'
import './notifications.css'

export const WORKS = [
  'roster_checked',
  'roster_refused',
  'roster_merged',
  'roster_written',
  'roster_not_written',
  'roster_rolled_back',
  'roster_not_rolled_back',
  'portraits_checked',
  'portraits_refused',
  'codes_ready',
  'codes_not_ready',
  // Text messages of the school: log-in codes still leave, nothing does, or somebody stopped them.
  'sms_reserve',
  'sms_limit',
  'sms_stopped',
] as const
type Work = (typeof WORKS)[number]

export const isWork = ({ kind }: Pick<Notice, 'kind'>) => kind === 'work_ended' || kind === 'sms_closed'

const pageOf = (work: Work, session: unknown) =>
  work.startsWith('codes')
    ? '/s/school/candidates'
    : work.startsWith('sms')
      ? '/s/school/settings/sms'
      : `/s/school/exams/${String(session)}/import`

/** How long work of one's own has ended, and the page where it goes on. */
export function useWorkWords() {
  const { t, i18n } = useTranslation('list')
  return ({ params }: Pick<Notice, 'params'>) => {
    const work = (params.work ?? `sms_${String(params.reason).replace(/^(daily|monthly)_/, '')}`) as Work
    const exam = (i18n.language === 'en' && params.exam_en) || params.exam
    const act = work === 'roster_merged' ? 'by_upload' : 'by'
    const by = params.by && t(`work.${act}`, { name: String(params.by) })
    return {
      title: t(`work.${work}`, { count: Number(params.count) }),
      text: [exam, params.file, by].filter(Boolean).join(' · '),
      to: pageOf(work, params.session_id),
      bad: /refused|not_|sms_/.test(work),
      /** Seen on the page itself only in its list of what was. */
      done: ['roster_written', 'roster_rolled_back', 'roster_merged'].includes(work),
    }
  }
}

/** In the inbox: nothing to confirm, a page to go to. */
export function WorkLine({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const { t } = useTranslation('list')
  const { title, text, to } = useWorkWords()(notice)
  return (
    <li>
      <p>
        <b>{title}</b> <small className="dim">{formatDateTime(notice.created_at).slice(5)}</small>
      </p>
      {text && <p className="t14 kc-notice-text">{text}</p>}
      <Link to={to} className="kc-btn s" onClick={onOpen}>
        {t('work.open')}
      </Link>
    </li>
  )
}
