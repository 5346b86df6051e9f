import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '@/ui/format'
import type { Notice } from './reads'
import './notifications.css'

export const WORKS = [
  'roster_checked',
  'roster_refused',
  'roster_written',
  'roster_not_written',
  'roster_rolled_back',
  'roster_not_rolled_back',
  'portraits_checked',
  'portraits_refused',
  'codes_ready',
  'codes_not_ready',
] as const
type Work = (typeof WORKS)[number]

export const isWork = ({ kind }: Pick<Notice, 'kind'>) => kind === 'work_ended'

/** How long work of one's own has ended, and the page where it goes on. */
export function useWorkWords() {
  const { t, i18n } = useTranslation('list')
  return ({ params }: Pick<Notice, 'params'>) => {
    const work = String(params.work) as Work
    const exam = (i18n.language === 'en' && params.exam_en) || params.exam
    return {
      title: t(`work.${work}`, { count: Number(params.count) }),
      text: [exam, params.file].filter(Boolean).join(' · '),
      to: work.startsWith('codes')
        ? '/s/school/candidates'
        : `/s/school/exams/${String(params.session_id)}/import`,
      bad: /refused|not_/.test(work),
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
