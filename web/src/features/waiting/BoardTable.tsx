import { Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardRow } from '@/api/staff_shapes'
import { useCompact } from '@/staff_ui/compact'
import { stageOf } from '@/staff_ui/stage'
import { formatClock, formatTime } from '@/ui/format'
import { NetBars, type NetLevel } from '@/ui/Meters'
import { useServerNow } from '@/ui/server_now'
import { StageChip } from '@/ui/StageChip'
import { toneOf } from './board_rows'
import './board.css'

/** Seconds count while somebody is being dealt with or is gone; minutes do for waiting. */
const BY_SECOND = new Set(['talking', 'interviewing', 'invited', 'interrupted', 'help', 'away'])
const TIMELESS = new Set(['not_logged_in', 'absent'])

function Since({ row }: { row: BoardRow }) {
  const { t } = useTranslation('staff')
  const now = useServerNow()
  if (!row.since || TIMELESS.has(row.chip)) return null
  const ms = now - Date.parse(row.since)
  if (row.chip === 'finished') return null
  return BY_SECOND.has(row.chip)
    ? formatClock(ms)
    : t('board.minutes', { count: Math.floor(Math.max(0, ms) / 60_000) })
}

/** One line of what is worth knowing; the rest is in the title. */
function Note({ row }: { row: BoardRow }) {
  const { t } = useTranslation(['staff', 'common'])
  const missing = row.missing.filter(({ done, key }) => !done && key !== 'clearance')
  const parts: string[] = []
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
  return (
    <span className="kc-board-note t12 dim" title={words}>
      {words}
    </span>
  )
}

interface Props {
  rows: BoardRow[]
  /** With whom this officer talks, or whom they look at. */
  mine: string | null
  devices: (row: BoardRow) => ReactNode
  acts: (row: BoardRow) => ReactNode
  empty: ReactNode
}

/** A row per candidate. Rows keep the order of the day: nothing under the pointer moves. */
export function BoardTable({ rows, mine, devices, acts, empty }: Props) {
  const { t, i18n } = useTranslation('staff')
  const english = i18n.language === 'en'
  const compact = useCompact()
  const columns: TableColumnsType<BoardRow> = [
    {
      key: 'order',
      title: t('board.col.order'),
      width: 50,
      render: (_, row) => String(row.order).padStart(2, '0'),
    },
    {
      key: 'candidate',
      title: t('board.col.candidate'),
      width: compact ? 132 : english ? 196 : 192,
      render: (_, row) => (
        <span className="kc-board-who">
          <span className="ink med">{row.name}</span> <span className="t12 dim">{row.candidate_number}</span>
        </span>
      ),
    },
    {
      key: 'stage',
      title: t('board.col.stage'),
      width: english ? 128 : 104,
      render: (_, row) => <StageChip stage={stageOf(row.chip)} />,
    },
    {
      key: 'since',
      title: t('board.col.since'),
      width: 72,
      className: 'nowrap',
      align: 'right',
      render: (_, row) => <Since row={row} />,
    },
    {
      key: 'devices',
      title: t('board.col.devices'),
      width: english ? 172 : 166,
      render: (_, row) => devices(row),
    },
    {
      key: 'network',
      title: t('board.col.network'),
      width: 54,
      render: (_, row) =>
        row.network === null ? (
          <span className="dim">—</span>
        ) : (
          <NetBars level={row.network as NetLevel} word={false} />
        ),
    },
    { key: 'note', title: t('board.col.note'), ellipsis: true, render: (_, row) => <Note row={row} /> },
    {
      key: 'acts',
      title: <span className="visually-hidden">{t('board.col.acts')}</span>,
      width: compact ? 166 : 204,
      align: 'right',
      render: (_, row) => acts(row),
    },
  ]
  return (
    <Table<BoardRow>
      className="kc-board-table"
      size="small"
      rowKey="entry_id"
      tableLayout="fixed"
      columns={columns}
      dataSource={rows}
      pagination={false}
      rowClassName={(row) => toneOf(row, row.entry_id === mine)}
      locale={{ emptyText: empty }}
    />
  )
}
