import { useRef, useState } from 'react'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { showToast } from '@/ui/toast'
import { useCalendar, useRenewal, useWords, type Area } from './reads'
import './notifications.css'

/** My times in a calendar program: once as a file, or an address that it asks again and again. */
export function CalendarLink({ area }: { area: Area }) {
  const { t } = useWords()
  const calendar = useCalendar(area)
  const renewal = useRenewal(area)
  const [asking, setAsking] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const url = calendar.data?.url ?? ''
  async function copy() {
    try {
      await navigator.clipboard.writeText(url)
      showToast(t('calendar.copied'))
    } catch {
      // Not allowed here: one key is left to press.
      field.current?.select()
      showToast(t('calendar.selected'))
    }
  }
  const renew = () => {
    setAsking(false)
    renewal.mutate(undefined, { onSuccess: () => showToast(t('calendar.renewed')) })
  }
  return (
    <div className="kc-calendar">
      <p className="t14">{t('calendar.text')}</p>
      <input
        ref={field}
        className="kc-calendar-url"
        readOnly
        aria-label={t('calendar.address')}
        value={url}
      />
      <div className="row wrap">
        <a className="kc-btn l" href={`/api/v1/${area}/calendar.ics`} download>
          {t('calendar.save')}
        </a>
        <Button size="l" icon="copy" disabled={!url} onClick={() => void copy()}>
          {t('calendar.copy')}
        </Button>
        <Button
          size="l"
          icon="retry"
          disabled={!url}
          busy={renewal.isPending}
          onClick={() => setAsking(true)}
        >
          {t('calendar.renew')}
        </Button>
      </div>
      <small className="dim">{t('calendar.secret')}</small>
      {asking && (
        <Dialog
          open
          title={t('calendar.renew_title')}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t('common:cancel')}</Button>
              <Button kind="primary" onClick={renew}>
                {t('calendar.renew')}
              </Button>
            </>
          }
        >
          <p>{t('calendar.renew_text')}</p>
        </Dialog>
      )}
    </div>
  )
}
