import { useTranslation } from 'react-i18next'
import { formatClock } from './format'
import { Icon, type IconName } from './Icon'
import { useServerNow } from './server_now'

interface Props {
  /** When it is over, by the server. */
  closesAt: string | number
  /** The clock stands: this much was left, by the server. */
  stoppedLeftMs?: number | null
  label?: string
  lateFromMs?: number
}

const LOUD_MINUTES = [5, 1]

/** Time left by the server's clock; after the end the overtime is shown with a plus. */
export function Countdown({ closesAt, stoppedLeftMs = null, label, lateFromMs = 300_000 }: Props) {
  const { t } = useTranslation()
  const now = useServerNow()
  const left = stoppedLeftMs ?? Math.ceil((new Date(closesAt).getTime() - now) / 1000) * 1000
  const over = left < 0
  const minutes = Math.ceil(left / 60_000)
  const loud = stoppedLeftMs === null && !over && LOUD_MINUTES.includes(minutes) && left > 0
  const words = over ? t('countdown.over') : t('countdown.minutes_left', { count: minutes })
  return (
    <span className="row">
      <span className="dim t14">
        {label ?? t('countdown.left')}
        {stoppedLeftMs !== null && t('aside', { text: t('countdown.stopped') })}
      </span>
      {/* Screen readers hear minutes, not every second. */}
      <span role="timer" aria-label={words} className={`kc-clock ${left <= lateFromMs ? 'late' : ''}`}>
        {over ? `+${formatClock(-left)}` : formatClock(left)}
      </span>
      <span className="visually-hidden" aria-live="assertive">
        {loud ? words : ''}
      </span>
    </span>
  )
}

/** The ring of an invitation: what is left of `totalSeconds`. */
export function CountdownRing({
  closesAt,
  totalSeconds,
  icon = 'bell',
}: {
  closesAt: string | number
  totalSeconds: number
  icon?: IconName
}) {
  const { t } = useTranslation()
  const now = useServerNow()
  const left = Math.max(0, new Date(closesAt).getTime() - now)
  const round = 2 * Math.PI * 92
  return (
    <div className="kc-ring">
      <svg className="kc-ring-line" viewBox="0 0 200 200" fill="none" aria-hidden="true">
        <circle cx="100" cy="100" r="92" stroke="var(--line)" strokeWidth="6" />
        <circle
          cx="100"
          cy="100"
          r="92"
          stroke="var(--act)"
          strokeWidth="6"
          strokeLinecap="round"
          strokeDasharray={`${round * Math.min(1, left / (totalSeconds * 1000))} ${round}`}
          transform="rotate(-90 100 100)"
        />
      </svg>
      <div className="kc-ring-in">
        <Icon name={icon} size={32} />
        <span role="timer" aria-label={t('countdown.left')} className="kc-clock">
          {formatClock(left)}
        </span>
      </div>
    </div>
  )
}
