import { Button } from '@/ui/Button'
import { showToast } from '@/ui/toast'
import { useCalendar, useRenewal, useWords, type Area } from './reads'
import './notifications.css'

/** My times in a calendar program: once as a file, or an address that it asks again and again. */
export function CalendarLink({ area }: { area: Area }) {
  const { t } = useWords()
  const calendar = useCalendar(area)
  const renewal = useRenewal(area)
  const url = calendar.data?.url ?? ''
  async function copy() {
    await navigator.clipboard.writeText(url)
    showToast(t('calendar.copied'))
  }
  return (
    <div className="kc-calendar">
      <p className="t14">{t('calendar.text')}</p>
      <input className="kc-calendar-url" readOnly aria-label={t('calendar.address')} value={url} />
      <div className="row wrap">
        <a className="kc-btn l" href={`/api/v1/${area}/calendar.ics`} download>
          {t('calendar.save')}
        </a>
        <Button size="l" icon="copy" onClick={() => void copy()}>
          {t('calendar.copy')}
        </Button>
        <Button
          size="l"
          icon="retry"
          busy={renewal.isPending}
          onClick={() => renewal.mutate(undefined, { onSuccess: () => showToast(t('calendar.renewed')) })}
        >
          {t('calendar.renew')}
        </Button>
      </div>
      <small className="dim">{t('calendar.secret')}</small>
    </div>
  )
}
