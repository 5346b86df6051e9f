import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import { serverClock } from '@/api/clock'
import type { Mailing } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { JobProgress } from '@/staff_ui/form/JobProgress'
import { Button } from '@/ui/Button'
import { formatTime } from '@/ui/format'
import { showToast } from '@/ui/toast'
import { SCHOOL } from '../../me'
import { usePutAway } from '../put_away'

const QUARTER_MS = 900_000
const DAY_MS = 96 * QUARTER_MS
const MAILINGS = [...SCHOOL, 'mailings']

/** What this administrator has sent just now, how far it is, and which text messages did not leave. */
export function Mailings() {
  const away = usePutAway('mailings')
  const mailings = useQuery({
    queryKey: MAILINGS,
    queryFn: () => call(api.GET('/api/v1/school/mailings')),
    // What becomes of a text message is pushed to nobody.
    refetchInterval: ({ state }) => (state.data?.some(({ texts }) => texts.waiting > 0) ? 2_000 : false),
  })
  const shown = (mailings.data ?? []).filter((one) => isOfInterest(one) && !away.has(one.id))
  if (shown.length === 0) return null
  return (
    <div className="kc-sheets col g2">
      {shown.map((one) => (
        <Sent key={one.id} mailing={one} onPutAway={() => away.add(one.id)} />
      ))}
    </div>
  )
}

function isOfInterest({ state, created_at, texts }: Mailing): boolean {
  const age = serverClock.now() - new Date(created_at).getTime()
  return state === 'sending' || age < (texts.blocked > 0 ? DAY_MS : QUARTER_MS)
}

function Sent({ mailing, onPutAway }: { mailing: Mailing; onPutAway: () => void }) {
  const { t } = useTranslation(['school/bulk', 'school/sms', 'list'])
  const cache = useQueryClient()
  const { texts } = mailing
  const [again, sending] = useAct(async () => {
    const path = { mailing_id: mailing.id }
    await call(api.POST('/api/v1/school/mailings/{mailing_id}/texts', { params: { path } }))
    showToast(t('write.again_done', { count: texts.blocked }))
    await cache.invalidateQueries({ queryKey: MAILINGS })
    return true
  })
  const why = texts.blocked_by
    .map((code) => t(`school/sms:code.${code as 'stopped'}`, { defaultValue: code }))
    .join(t('school/sms:comma'))
  const done = mailing.state === 'sent'
  return (
    <div className="kc-card">
      <div className="kc-card-body">
        <JobProgress
          icon="message"
          title={t('write.sent', { title: mailing.title, time: formatTime(mailing.created_at) })}
          detail={
            <>
              {t('write.receipts')}
              {mailing.sms && (
                <>
                  <br />
                  {t('write.texts', texts)}
                  {texts.waiting > 0 && t('write.texts_waiting', { count: texts.waiting })}
                  {texts.failed > 0 && t('write.texts_failed', { count: texts.failed })}
                  {texts.blocked > 0 && (
                    <b className="c-amber"> {t('write.texts_blocked', { count: texts.blocked, why })}</b>
                  )}
                </>
              )}
            </>
          }
          job={{
            state: done ? 'done' : 'running',
            done: mailing.done,
            total: mailing.total,
            failed: done ? texts.blocked : 0,
          }}
          partial={t('write.partial', { count: texts.blocked })}
          actions={
            done && (
              <>
                {texts.blocked > 0 && (
                  <Button size="s" icon="retry" busy={sending} onClick={() => void again()}>
                    {t('write.again')}
                  </Button>
                )}
                <Button size="s" onClick={onPutAway}>
                  {t('list:job.put_away')}
                </Button>
              </>
            )
          }
        />
      </div>
    </div>
  )
}
