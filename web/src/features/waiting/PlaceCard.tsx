import { useTranslation } from 'react-i18next'
import { formatClock, formatTime } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { useServerNow } from '@/ui/server_now'
import type { Queue } from './candidate_waiting'
import './waiting.css'

/** Number in line and when it will be: the two questions of everybody who waits. */
export function PlaceCard({ queue, updatedAt }: { queue: Queue; updatedAt: number }) {
  const { t } = useTranslation('candidate')
  const now = useServerNow()
  const { place, forecast_from: from, forecast_to: to } = queue
  const age = Math.max(0, Math.round((now - updatedAt) / 1000))
  const spoken =
    place && from && to
      ? t('waiting.place_spoken', { place, from: formatTime(from), to: formatTime(to) })
      : t('waiting.no_forecast')
  return (
    <section className="kc-card kc-place">
      <div className="row g5 top" aria-hidden="true">
        <div className="kc-place-big">
          <span className="t14 dim">{t('waiting.place')}</span>
          <div>
            {place ? (
              <>
                {t('waiting.place_before')} <b>{place}</b> {t('waiting.place_after')}
              </>
            ) : (
              <b>—</b>
            )}
          </div>
        </div>
        <div className="kc-place-line" />
        <div className="kc-place-big">
          <span className="t14 dim">{t('waiting.forecast')}</span>
          <div>
            {from && to ? (
              <>
                <b>{formatTime(from)}</b>{' '}
                <span className="kc-place-to">{t('waiting.forecast_to', { time: formatTime(to) })}</span>
              </>
            ) : (
              <span className="kc-place-to">{t('waiting.no_forecast')}</span>
            )}
          </div>
        </div>
        <span className="push t12 dim not-phone nowrap">
          {age < 60
            ? t('waiting.updated', { seconds: age })
            : t('waiting.updated_minutes', { minutes: Math.floor(age / 60) })}
        </span>
      </div>
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
      <p className="t14 dim">{t(queue.cleared_at ? 'waiting.next_cleared' : 'waiting.next')}</p>
    </section>
  )
}

export function TalkCard({ startedAt }: { startedAt: string }) {
  const { t } = useTranslation('candidate')
  const now = useServerNow()
  return (
    <section className="kc-card kc-place talk" role="alert">
      <div className="row g4">
        <Icon name="mic" size={32} />
        <div className="grow">
          <h1>{t('waiting.talk_title')}</h1>
          <p className="t14">{t('waiting.talk_text')}</p>
        </div>
        <div className="t14 nowrap not-phone" aria-hidden="true">
          {t('waiting.talk_for')} <b className="t20">{formatClock(now - Date.parse(startedAt))}</b>
        </div>
      </div>
    </section>
  )
}
