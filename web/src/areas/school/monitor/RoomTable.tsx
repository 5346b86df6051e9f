import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { MonitorExam } from '@/api/school_shapes'
import type { TableColumn } from '@/staff_ui/list/columns'
import { Icon } from '@/ui/Icon'
import { useNames } from '@/ui/names'
import { ExamName, ExamStateChip, ExamTime } from '../exams/marks'
import type { Row } from './rows'

interface Props {
  /** In the order of the exams; sorted, without them. */
  exams: readonly MonitorExam[]
  rows: readonly Row[]
  columns: readonly TableColumn<Row>[]
  sort: string
  onSort: (sort: string) => void
  opened: string | null
  onOpen: (room: string) => void
}

const ROOM = '.kc-monitor-room'

/** ↑ ↓ from room to room: one stop for Tab, the names are the buttons. */
function onKeyDown(event: KeyboardEvent<HTMLElement>) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const rooms = [...event.currentTarget.querySelectorAll<HTMLElement>(ROOM)]
  const at = rooms.indexOf(event.target as HTMLElement)
  if (!by || at < 0) return
  event.preventDefault()
  rooms[at + by]?.focus()
}

/** One line a room, by exam, or in the order that was asked for. */
export function RoomTable({ exams, rows, columns, sort, onSort, opened, onOpen }: Props) {
  const { t } = useTranslation('school/monitor')
  const held = rows.some(({ room }) => room.id === opened) ? opened : rows[0]?.room.id
  const line = (row: Row) => (
    <RoomLine
      key={row.room.id}
      row={row}
      columns={columns}
      named={sort !== ''}
      open={row.room.id === opened}
      held={row.room.id === held}
      onOpen={() => onOpen(row.room.id)}
    />
  )
  return (
    <div className="kc-monitor" role="presentation" onKeyDown={onKeyDown}>
      <table aria-label={t('title')}>
        <thead>
          <tr>
            <th scope="col">{t('col.room')}</th>
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        {sort ? (
          <tbody>{rows.map(line)}</tbody>
        ) : (
          exams.map((exam) => (
            <tbody key={exam.id}>
              <ExamLine exam={exam} columns={columns.length + 1} />
              {rows.filter((row) => row.exam.id === exam.id).map(line)}
            </tbody>
          ))
        )}
      </table>
    </div>
  )
}

/** The most first, then the least, then by exam again. */
function Head({ column, sort, onSort }: { column: TableColumn<Row> } & Pick<Props, 'sort' | 'onSort'>) {
  const { key, title, align } = column
  const shown = sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : 'none'
  const next = { none: `-${key}`, descending: key, ascending: '' }[shown]
  return (
    <th scope="col" className={align} {...(column.sort && { 'aria-sort': shown })}>
      {column.sort ? (
        <button type="button" className={`link row kc-monitor-sort ${shown}`} onClick={() => onSort(next)}>
          {title}
          <Icon name="chevron" size={14} />
        </button>
      ) : (
        title
      )}
    </th>
  )
}

function ExamLine({ exam, columns }: { exam: MonitorExam; columns: number }) {
  const { t, i18n } = useTranslation('school/monitor')
  return (
    <tr className="group">
      <th colSpan={columns} scope="rowgroup">
        <span className="row g3">
          <ExamName exam={exam} />
          <span className="dim">
            {(i18n.language === 'en' && exam.college_en) || exam.college} <ExamTime exam={exam} />
          </span>
          {exam.state !== 'open' && <ExamStateChip state={exam.state} />}
          {exam.rooms.length === 0 && <span className="c-amber">{t('no_rooms')}</span>}
        </span>
      </th>
    </tr>
  )
}

function RoomLine({
  row,
  columns,
  named,
  open,
  held,
  onOpen,
}: {
  row: Row
  columns: readonly TableColumn<Row>[]
  named: boolean
  open: boolean
  held: boolean
  onOpen: () => void
}) {
  const nameOf = useNames()
  return (
    <tr className={open ? 'open' : undefined} onClick={onOpen}>
      <th scope="row">
        <button
          type="button"
          className={`link ${ROOM.slice(1)}`}
          aria-expanded={open}
          tabIndex={held ? 0 : -1}
        >
          {nameOf(row.room)}
        </button>
        {named && (
          <span className="t12 dim kc-monitor-exam">
            <ExamName exam={row.exam} />
          </span>
        )}
      </th>
      {columns.map(({ key, align, render }) => (
        <td key={key} className={key === 'alarms' ? 'notes' : align && `${align} num`}>
          {render(row)}
        </td>
      ))}
    </tr>
  )
}
