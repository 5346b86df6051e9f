import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardRow, RoomHead } from '@/api/staff_shapes'
import { stageOf } from '@/staff_ui/stage'
import { CountdownRing } from '@/ui/Countdown'
import { formatTime } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { useNames } from '@/ui/names'
import { Chip, StageChip } from '@/ui/StageChip'

/** Between two candidates: who comes next, and what is known of them. */
export function NextCard({
  row,
  chosen,
  devices,
}: {
  row: BoardRow | undefined
  chosen: boolean
  devices: ReactNode
}) {
  const { t } = useTranslation('staff')
  if (!row)
    return (
      <section className="kc-stage-card">
        <h2 className="t18">{t('panel.nobody')}</h2>
        <p className="dim t14">{t('panel.nobody_text')}</p>
      </section>
    )
  const order = String(row.order).padStart(2, '0')
  return (
    <section className="kc-stage-card" aria-label={row.name}>
      <div className="row top">
        <div className="grow">
          <p className="t12 dim">{t(chosen ? 'panel.chosen' : 'panel.next', { order })}</p>
          <h2 className="row wrap">
            <span className="t24">{row.name}</span>
            <span className="t14 dim">{row.candidate_number}</span>
          </h2>
        </div>
        <div className="row wrap end">
          {row.chip !== 'cleared' && <StageChip stage={stageOf(row.chip)} />}
          {row.cleared_at && row.state === 'cleared' ? (
            <Chip icon="done" kind="green">
              {t('panel.cleared_by', { time: formatTime(row.cleared_at) })}
            </Chip>
          ) : (
            <Chip icon="alert" kind="amber">
              {t('panel.not_cleared')}
            </Chip>
          )}
        </div>
      </div>
      <dl className="kc-stage-facts">
        <dt className="dim">{t('panel.facts.devices')}</dt>
        <dd>{devices}</dd>
        <dt className="dim">{t('panel.facts.note')}</dt>
        <dd>{row.note || t('panel.facts.none')}</dd>
      </dl>
    </section>
  )
}

export function RingingCard({
  name,
  closesAt,
  totalSeconds,
}: {
  name: string
  closesAt: string
  totalSeconds: number
}) {
  const { t } = useTranslation('staff')
  return (
    <section className="kc-stage-card kc-ringing" role="status">
      <CountdownRing closesAt={closesAt} totalSeconds={totalSeconds} />
      <div>
        <h2 className="t24">{t('panel.ringing', { name })}</h2>
        <p className="dim t14">{t('panel.ringing_text')}</p>
      </div>
    </section>
  )
}

export function ClosedCard({ room }: { room: RoomHead }) {
  const { t } = useTranslation('staff')
  const name = useNames()
  return (
    <section className="kc-stage-card kc-stage-closed">
      <Icon name="lock" size={32} />
      <h2 className="t24">{t('panel.closed_title')}</h2>
      <p className="dim t14">
        {name(room)} · {t(room.state === 'archived' ? 'panel.over_text' : 'panel.closed_text')}
      </p>
    </section>
  )
}
