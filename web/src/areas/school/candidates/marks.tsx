import { useTranslation } from 'react-i18next'
import type { CandidateRow } from '@/api/school_shapes'
import { FactMark } from '@/ui/FactMark'
import { Icon } from '@/ui/Icon'
import './candidates.css'

export const STAGES = [
  'not_logged_in',
  'preparing',
  'waiting',
  'talking',
  'cleared',
  'invited',
  'admitted',
  'deferred',
  'absent',
  'finished',
] as const

/** In the order in which they are done. */
export const STEPS = [
  'consent',
  'notice',
  'room_check',
  'device_check',
  'commitment',
  'arrival',
  'interview',
] as const

/** One bar a step; which of them are done stands in the title. */
export function Progress({ candidate }: { candidate: Pick<CandidateRow, 'done'> }) {
  const { t } = useTranslation(['school/candidates', 'common'])
  const missing = STEPS.filter((step) => !candidate.done.includes(step))
  const title =
    missing.length === 0
      ? t('all_done')
      : t('still', { steps: missing.map((step) => t(`step.${step}`)).join(t('common:list_comma')) })
  return (
    <span
      className="kc-steps"
      role="img"
      title={title}
      aria-label={`${candidate.done.length} / ${STEPS.length} ${title}`}
    >
      {STEPS.map((step) => (
        <i key={step} className={candidate.done.includes(step) ? 'done' : ''} />
      ))}
      <span className="t12 dim">
        {candidate.done.length} / {STEPS.length}
      </span>
    </span>
  )
}

/** All steps by name, for the page of one candidate. */
export function StepFacts({ candidate }: { candidate: Pick<CandidateRow, 'done'> }) {
  const { t } = useTranslation('school/candidates')
  return (
    <ul className="kc-step-facts">
      {STEPS.map((step) => {
        const done = candidate.done.includes(step)
        return (
          <li key={step}>
            <FactMark kind={done ? 'ok' : 'idle'}>{t(`step.${step}`)}</FactMark>
          </li>
        )
      })}
    </ul>
  )
}

export function NotPlaced() {
  const { t } = useTranslation('school/candidates')
  return (
    <span className="c-amber row">
      <Icon name="alert" size={14} />
      {t('unplaced')}
    </span>
  )
}
