import { useTranslation } from 'react-i18next'
import type { BoardRow } from '@/api/staff_shapes'
import { stageOf } from '@/staff_ui/stage'
import { StageChip } from '@/ui/StageChip'
import { isInvitable } from './order'

interface Props {
  rows: readonly BoardRow[]
  /** Who is called, examined or next. */
  current: string | null
  /** Given to whoever may choose: rows that can be invited become buttons. */
  onChoose?: (entryId: string) => void
  choosable?: (row: BoardRow) => boolean
}

/** Everybody of this room in the order of the day, with the stage each is at. */
export function OrderList({ rows, current, onChoose, choosable = isInvitable }: Props) {
  const { t } = useTranslation('staff')
  const done = rows.filter((row) => row.state === 'finished').length
  return (
    <section className="kc-order" aria-label={t('panel.order')}>
      <div className="row kc-order-head">
        <h2 className="t14">{t('panel.order')}</h2>
        <span className="t12 dim push">{t('panel.of', { done, all: rows.length })}</span>
      </div>
      <ol>
        {rows.map((row) => {
          const inside = (
            <>
              <span className="dim kc-order-no">{String(row.order).padStart(2, '0')}</span>
              <span className="kc-order-who">
                {row.name}
                <StageChip stage={stageOf(row.chip)} />
              </span>
            </>
          )
          const isCurrent = row.entry_id === current
          return (
            <li key={row.entry_id} aria-current={isCurrent ? 'true' : undefined}>
              {onChoose && choosable(row) ? (
                <button type="button" aria-pressed={isCurrent} onClick={() => onChoose(row.entry_id)}>
                  {inside}
                </button>
              ) : (
                <span>{inside}</span>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
