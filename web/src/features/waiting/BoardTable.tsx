import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardRow } from '@/api/staff_shapes'
import { stageOf } from '@/staff_ui/stage'
import { formatClock, formatTime } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { NetBars, type NetLevel } from '@/ui/Meters'
import { useOfNow } from '@/ui/server_now'
import { Chip, StageChip } from '@/ui/StageChip'
import { sameOnBoard, toneOf } from './board_rows'
import './board.css'

/** Seconds count while somebody is being dealt with or is gone; minutes do for waiting. */
const BY_SECOND = new Set(['talking', 'interviewing', 'invited', 'interrupted', 'help', 'away'])
const TIMELESS = new Set(['not_logged_in', 'absent', 'finished'])

function Since({ row: { since, chip } }: { row: BoardRow }) {
  const { t } = useTranslation('staff')
  const from = since && !TIMELESS.has(chip) ? Date.parse(since) : null
  const step = BY_SECOND.has(chip) ? 1_000 : 60_000
  const steps = useOfNow((now) => from && Math.floor(Math.max(0, now - from) / step))
  if (steps === null) return null
  return step === 1_000 ? formatClock(steps * step) : t('board.minutes', { count: steps })
}

/** Who of the room's staff should leave this candidate to others. */
export function CloseTo({ names }: { names: readonly string[] }) {
  const { t } = useTranslation(['staff', 'common'])
  if (names.length === 0) return null
  return (
    <Chip icon="alert" kind="amber">
      {t('board.close_to', { names: names.join(t('common:list_comma')) })}
    </Chip>
  )
}

/** One line of what is worth knowing; the rest is in the title. */
function Note({ row }: { row: BoardRow }) {
  const { t } = useTranslation(['staff', 'common', 'states'])
  const missing = row.missing.filter(({ done, key }) => !done && key !== 'clearance')
  const parts: string[] = []
  // Whoever asks from elsewhere than the line (an interview) keeps the stage: the mark is here.
  const asks = row.help_asked_at !== null && row.chip !== 'help'
  if (row.help_text) parts.push(`“${row.help_text}”`)
  if (row.talk) parts.push(t('board.note.talk', { name: row.talk.officer_name }))
  if (row.device_changed_at)
    parts.push(t('board.note.device_changed', { time: formatTime(row.device_changed_at) }))
  if (row.missed_call)
    parts.push(t(`board.note.${row.missed_call.state}`, { time: formatTime(row.missed_call.at) }))
  if (row.open_tickets > 0) parts.push(t('board.note.tickets', { count: row.open_tickets }))
  if (row.note) parts.push(row.note)
  if (row.ended_at) parts.push(t('board.note.finished', { time: formatTime(row.ended_at) }))
  else if (row.state === 'cleared' && row.cleared_at)
    parts.push(t('board.note.cleared', { time: formatTime(row.cleared_at) }))
  else if (row.state === 'waiting' && row.arrived_at)
    parts.push(t('board.note.arrived', { time: formatTime(row.arrived_at) }))
  if (row.chip === 'preparing' && missing.length > 0)
    parts.push(
      t('board.note.missing', {
        steps: missing.map(({ key }) => t(`board.missing.${key as 'identity'}`)).join(t('common:list_comma')),
      }),
    )
  if (row.watched && !row.talk) parts.push(t('board.note.watched'))
  const words = parts.join(' · ')
  const close =
    row.close_to.length > 0 && t('board.close_to', { names: row.close_to.join(t('common:list_comma')) })
  return (
    // The whole of it, where the column is narrow.
    <span className="kc-board-note t12 dim" title={[close, words].filter(Boolean).join(' · ')}>
      {asks && (
        <span className="kc-board-asks">
          <Icon name="hand" size={14} />
          {t('states:stage.help')}
        </span>
      )}
      <CloseTo names={row.close_to} />
      {words}
    </span>
  )
}

interface RowProps {
  row: BoardRow
  mine: boolean
  devices: (row: BoardRow) => ReactNode
  acts: ((row: BoardRow) => ReactNode) | null
}

/** Drawn anew only when something that it shows has changed: a room may have hundreds. */
const Row = memo(
  function Row({ row, mine, devices, acts }: RowProps) {
    return (
      <tr className={toneOf(row, mine)}>
        <td className="order">{String(row.order).padStart(2, '0')}</td>
        <td className="candidate">
          <span className="kc-board-who">
            <span className="ink med">{row.name}</span>{' '}
            <span className="t12 dim">{row.candidate_number}</span>
          </span>
        </td>
        <td className="stage">
          <StageChip stage={stageOf(row.chip)} />
        </td>
        <td className="since">
          <Since row={row} />
        </td>
        <td className="devices">{devices(row)}</td>
        <td className="network">
          {row.network === null ? (
            <span className="dim">—</span>
          ) : (
            <NetBars level={row.network as NetLevel} word={false} />
          )}
        </td>
        <td className="note">
          <Note row={row} />
        </td>
        {acts && <td className="acts">{acts(row)}</td>}
      </tr>
    )
  },
  (before, after) =>
    before.mine === after.mine &&
    before.devices === after.devices &&
    before.acts === after.acts &&
    sameOnBoard(before.row, after.row),
)

const COLUMNS = ['order', 'candidate', 'stage', 'since', 'devices', 'network', 'note'] as const

interface Props {
  rows: readonly BoardRow[]
  /** With whom this officer talks, or whom they look at. */
  mine: string | null
  /** Both have to stay the same from one drawing to the next, or all rows are drawn anew. No acts, no column. */
  devices: (row: BoardRow) => ReactNode
  acts: ((row: BoardRow) => ReactNode) | null
  empty: ReactNode
}

/** A row per candidate. Rows keep the order of the day: nothing under the pointer moves. */
export function BoardTable({ rows, mine, devices, acts, empty }: Props) {
  const { t } = useTranslation('staff')
  return (
    <div className="kc-board-table">
      <table>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={column}>
                {t(`board.col.${column}`)}
              </th>
            ))}
            {acts && (
              <th scope="col" className="acts">
                <span className="visually-hidden">{t('board.col.acts')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.entry_id} row={row} mine={row.entry_id === mine} devices={devices} acts={acts} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && empty}
    </div>
  )
}
