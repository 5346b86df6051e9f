import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { confirmEnd } from '@/features/interviews/candidate_interviews'
import { Button } from '@/ui/Button'
import { Card, KeyValues } from '@/ui/Card'
import { formatDate, formatDateTime, formatTime, formatTimeSeconds } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { ReceiptLine } from '@/ui/ReceiptLine'
import { playCue } from '@/media/sounds'
import { Frame } from './Frame'
import { useNames } from '@/ui/names'
import { useAct } from './now'
import type { StepProps } from './steps'

/** Later than this the page is only looked at again. */
const JUST_NOW_MS = 60_000

function Next({ number, title, children }: { number: number; title: string; children: string }) {
  return (
    <li className="kc-li top">
      <span className="kc-next-number" aria-hidden="true">
        {number}
      </span>
      <span className="grow">
        <span className="ink med">{title}</span>
        <br />
        <span className="t14 dim">{children}</span>
      </span>
    </li>
  )
}

export function EndedPage({ now, entryId }: StepProps) {
  const { t } = useTranslation('candidate')
  const name = useNames()
  const navigate = useNavigate()
  const confirm = useAct(entryId, () => confirmEnd(entryId))
  const { ended } = now
  const [justEnded] = useState(
    () => ended !== null && Date.parse(now.server_time) - Date.parse(ended.at) < JUST_NOW_MS,
  )
  useEffect(() => {
    if (justEnded) void playCue('end')
  }, [justEnded])

  async function leave() {
    if (!ended?.confirmed_at && !(await confirm.mutateAsync().catch(() => null))) return
    await navigate({ to: '/c/exams' })
  }

  const isToday = formatDate(now.exam.ends_at) === formatDate(now.server_time)
  const steps = [
    ...(now.exam.cameras_required > 1 ? [['phone', ''] as const] : []),
    // A rehearsal has neither secrets nor a result.
    ...(now.exam.formality === 'rehearsal'
      ? []
      : [
          ['secret', isToday ? formatTime(now.exam.ends_at) : formatDateTime(now.exam.ends_at)] as const,
          ['result', ''] as const,
        ]),
  ]
  return (
    <Frame
      now={now}
      foot={
        <>
          {ended?.confirmed_at && (
            <ReceiptLine kind="read" at={ended.confirmed_at}>
              {t('ended.confirmed')}
            </ReceiptLine>
          )}
          <span className="grow" />
          <Button size="l" kind="primary" busy={confirm.isPending} onClick={() => void leave()}>
            {t('ended.confirm')}
          </Button>
        </>
      }
    >
      <section className="kc-card" role="alert">
        <div className="kc-card-body wide row g4 top">
          <span className="c-green">
            <Icon name="done" size={32} />
          </span>
          <div className="col g4 grow">
            <div>
              <h1>{t('ended.title')}</h1>
              {ended && <p>{t('ended.lead', { time: formatTimeSeconds(ended.at) })}</p>}
            </div>
            <div className="t14">
              <KeyValues
                rows={[
                  [t('ended.exam'), name(now.exam)],
                  ...(ended ? [[t('ended.used'), formatDateTime(ended.at)] as [string, string]] : []),
                  [t('ended.media'), t('ended.media_off')],
                ]}
              />
            </div>
          </div>
        </div>
      </section>
      {steps.length > 0 && (
        <Card title={t('ended.next')} bare>
          <ol>
            {steps.map(([key, time], index) => (
              <Next key={key} number={index + 1} title={t(`ended.${key}`)}>
                {t(`ended.${key}_text`, { time })}
              </Next>
            ))}
          </ol>
        </Card>
      )}
    </Frame>
  )
}
