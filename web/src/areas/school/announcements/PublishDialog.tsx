import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Announcement } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { TimeField } from '@/staff_ui/form/TimeField'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Dialog } from '@/ui/Dialog'
import { formatDateTime } from '@/ui/format'
import { Segments } from '@/ui/Segments'
import { showToast } from '@/ui/toast'
import { publishAnnouncement } from './reads'

/** When, to how many, and whether readers of an earlier edition are asked again. */
export function PublishDialog({ one, onClose }: { one: Announcement; onClose: () => void }) {
  const { t } = useTranslation(['school/announcements', 'common'])
  // What goes out is what was read when the question was asked.
  const [asked] = useState(one)
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [at, setAt] = useState<string>()
  const [missing, setMissing] = useState(false)
  const [sms, setSms] = useState(false)
  const [again, setAgain] = useState(true)
  const [publish, busy] = useAct(async () => {
    const later = when === 'later' ? at : undefined
    await publishAnnouncement(asked, { publish_at: later ?? null, sms, read_again: again })
    showToast(later ? t('done_later', { time: formatDateTime(later) }) : t('done'))
    return true
  })
  const first = one.edition === 0
  const { reached, with_phone, unread_with_phone, read } = one.readers

  async function act() {
    if (when === 'later' && !at) return setMissing(true)
    if (await publish()) onClose()
  }
  return (
    <Dialog
      open
      title={t('publish_title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void act()}>
            {when === 'later' ? t('schedule') : t('publish_edition', { edition: one.edition + 1 })}
          </Button>
        </>
      }
    >
      <p>{t('recipients', { count: reached })}</p>
      {(one.state === 'draft' || one.state === 'scheduled') && (
        <div className="row wrap">
          <Segments
            label={t('when')}
            value={when}
            onChange={setWhen}
            items={[
              { value: 'now', label: t('publish_now') },
              { value: 'later', label: t('publish_later') },
            ]}
          />
          {when === 'later' && (
            <label className="row">
              <span className="nowrap">{t('publish_at')}</span>
              <TimeField
                value={at}
                onChange={(value) => {
                  setAt(value)
                  setMissing(false)
                }}
              />
            </label>
          )}
          {missing && (
            <span className="c-red" role="alert">
              {t('need_time')}
            </span>
          )}
        </div>
      )}
      {!first && (
        <Checkbox checked={again} onChange={setAgain}>
          {t('again', { count: read })}
        </Checkbox>
      )}
      <Checkbox checked={sms} onChange={setSms}>
        {t('sms')}
        {sms && (
          <>
            {' '}
            <span className="dim">
              {t('sms_count', { count: first || again ? with_phone : unread_with_phone })}
            </span>
          </>
        )}
      </Checkbox>
    </Dialog>
  )
}
