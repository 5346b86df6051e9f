import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sms } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { Card, KeyValues } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { Chip } from '@/ui/StageChip'
import { showToast } from '@/ui/toast'
import { LimitsDrawer } from './LimitsDrawer'
import { useKindName } from './marks'
import { sendTest, startSms, stopSms } from './sms'

/** Whether messages leave now, by whom, and how much of the limits is used. */
export function SmsOverview({ sms }: { sms: Sms }) {
  const { t, i18n } = useTranslation('school/sms')
  const kindName = useKindName()
  const [open, setOpen] = useState<'switch' | 'limits' | 'test' | null>(null)
  const close = () => setOpen(null)
  const stopped = sms.stopped_at !== null
  const noTest = sms.closed ? t('test_closed') : sms.own_phone ? '' : t('test_no_phone')
  const [turn] = useAct(async (reason: string) => {
    await (stopped ? startSms(reason) : stopSms(reason))
    showToast(t(stopped ? 'started' : 'stopped'))
    return true
  })
  const [test] = useAct(async () => {
    const { phone } = await sendTest(i18n.language === 'en' ? 'en' : 'zh')
    showToast(t('test_sent', { phone }))
    return true
  })
  return (
    <>
      {sms.site_stopped && (
        <AlarmStrip kind="red">{t('site_stopped', { reason: sms.site_reason })}</AlarmStrip>
      )}
      {stopped && (
        <AlarmStrip kind="red">
          {t('stopped_since', {
            at: formatDateTime(sms.stopped_at ?? ''),
            name: sms.stopped_by,
            reason: sms.stopped_reason,
          })}
        </AlarmStrip>
      )}
      {(sms.closed === 'daily_limit' || sms.closed === 'monthly_limit') && (
        <AlarmStrip kind="red">{t(`closed.${sms.closed}`)}</AlarmStrip>
      )}
      {!sms.closed && sms.closed_for_many && (
        <AlarmStrip kind="amber">{t(`closed.${sms.closed_for_many as 'daily_reserve'}`)}</AlarmStrip>
      )}
      {sms.missing_templates.length > 0 && (
        <AlarmStrip kind="amber">
          {t('missing', { kinds: sms.missing_templates.map(kindName).join(t('comma')) })}
        </AlarmStrip>
      )}
      <div className="kc-sms">
        <Card
          title={t('gateway.title')}
          aside={
            sms.can_edit && (
              <>
                <Button
                  size="s"
                  icon="message"
                  aria-disabled={noTest !== ''}
                  aria-describedby={noTest ? 'no-test' : undefined}
                  onClick={() => setOpen('test')}
                >
                  {t('test')}
                </Button>
                <Button
                  size="s"
                  kind={stopped ? 'plain' : 'danger'}
                  icon={stopped ? 'play' : 'pause'}
                  onClick={() => setOpen('switch')}
                >
                  {t(stopped ? 'start' : 'stop')}
                </Button>
              </>
            )
          }
        >
          <KeyValues
            rows={[
              [
                t('col.state'),
                sms.closed ? (
                  <Chip icon="pause" kind="red">
                    {t('off')}
                  </Chip>
                ) : (
                  <Chip icon="done" kind="green">
                    {t('on')}
                  </Chip>
                ),
              ],
              [t('gateway.name'), t(`gateway.${sms.gateway}`)],
              [t('gateway.sign_name'), sms.sign_name || '–'],
            ]}
          />
          {sms.can_edit && noTest && (
            <p className="t12 dim" id="no-test">
              {noTest}
            </p>
          )}
        </Card>
        <Card
          title={t('usage.title')}
          aside={
            sms.can_edit && (
              <Button size="s" icon="pen" onClick={() => setOpen('limits')}>
                {t('limits.edit')}
              </Button>
            )
          }
        >
          <Used label={t('usage.today')} used={sms.used_today} limit={sms.daily_limit} />
          <Used label={t('usage.month')} used={sms.used_this_month} limit={sms.monthly_limit} />
          <p className="t12 dim">{t('usage.hint')}</p>
        </Card>
      </div>
      {open === 'limits' && <LimitsDrawer sms={sms} onClose={close} />}
      {open === 'switch' && (
        <Ask
          danger={!stopped}
          title={t(stopped ? 'start' : 'stop')}
          act={t(stopped ? 'start' : 'stop')}
          write="reason"
          onClose={close}
          onAct={turn}
        >
          {t(stopped ? 'start_text' : 'stop_text')}
        </Ask>
      )}
      {open === 'test' && (
        <Ask title={t('test')} act={t('test_act')} onClose={close} onAct={test}>
          {t('test_text', { phone: sms.own_phone })}
        </Ask>
      )}
    </>
  )
}

function Used({ label, used, limit }: { label: string; used: number; limit: number | null }) {
  const { t } = useTranslation('school/sms')
  const share = limit === null ? 0 : limit === 0 ? 1 : Math.min(1, used / limit)
  const look = share >= 1 ? 'red' : share >= 0.8 ? 'amber' : ''
  return (
    <div className="kc-sms-used">
      <span>{label}</span>
      <span className="push ink">
        {limit === null ? t('usage.unlimited', { used }) : t('usage.of', { used, limit })}
      </span>
      <i className={look} aria-hidden="true">
        <b style={{ width: `${share * 100}%` }} />
      </i>
    </div>
  )
}
