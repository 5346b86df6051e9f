import { useTranslation } from 'react-i18next'
import type { MonitorExam, MonitorRoom } from '@/api/school_shapes'
import { formatClock } from '@/ui/format'
import { EmptyState } from '@/ui/PageState'
import { useServerNow } from '@/ui/server_now'
import { Chip } from '@/ui/StageChip'
import { ExamName, ExamStateChip, ExamTime } from '../exams/marks'
import { RoomStateChip } from '../rooms/marks'
import { AlarmLine } from './alarms'
import { countOf } from './Counts'

const COLUMNS = ['room', 'state', 'current', 'clock', 'progress', 'waiting', 'tickets', 'alarms'] as const
const NUMBERS: readonly string[] = ['clock', 'waiting', 'tickets']
const WAITING = ['waiting', 'cleared', 'talking', 'away', 'help', 'interrupted']
// The drawer shows all of them, with more names.
const KINDS_SHOWN = 3
const DONE = ['finished', 'absent']

interface Props {
  exams: readonly MonitorExam[]
  at: string
  opened: string | undefined
  onOpen: (room: string) => void
}

/** One line a room, grouped by exam. Rooms keep their order: an alarm never moves what is under the hand. */
export function RoomTable({ exams, at, opened, onOpen }: Props) {
  const { t } = useTranslation('school/monitor')
  if (exams.length === 0) {
    return (
      <section className="kc-card">
        <EmptyState icon="done" title={t('quiet_title')}>
          {t('quiet_text')}
        </EmptyState>
      </section>
    )
  }
  return (
    <div className="kc-card kc-monitor">
      <table aria-label={t('title')}>
        <thead>
          <tr>
            {COLUMNS.map((key) => (
              <th key={key} scope="col" className={NUMBERS.includes(key) ? 'right' : undefined}>
                {t(`col.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        {exams.map((exam) => (
          <tbody key={exam.id}>
            <ExamLine exam={exam} />
            {exam.rooms.map((room) => (
              <RoomLine
                key={room.id}
                room={room}
                at={at}
                open={room.id === opened}
                onOpen={() => onOpen(room.id)}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function ExamLine({ exam }: { exam: MonitorExam }) {
  const { t, i18n } = useTranslation('school/monitor')
  return (
    <tr className="group">
      <th colSpan={COLUMNS.length} scope="rowgroup">
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
  room,
  at,
  open,
  onOpen,
}: {
  room: MonitorRoom
  at: string
  open: boolean
  onOpen: () => void
}) {
  const { t, i18n } = useTranslation('school/monitor')
  const all = Object.values(room.people).reduce((sum, count) => sum + count, 0)
  const done = countOf(room, DONE)
  const { current } = room
  return (
    <tr className={open ? 'open' : undefined} onClick={onOpen}>
      <th scope="row">
        <button type="button" className="link" aria-expanded={open}>
          {(i18n.language === 'en' && room.name_en) || room.name}
        </button>
      </th>
      <td>
        {current?.stage === 'invited' ? (
          <Chip icon="bell" kind="accent">
            {t('now.invited')}
          </Chip>
        ) : current?.stopped ? (
          <Chip icon="pause" kind={current.stopped === 'interruption' ? 'red' : 'amber'}>
            {t(`now.${current.stopped}`)}
          </Chip>
        ) : (
          <RoomStateChip state={room.state} />
        )}
      </td>
      <td className="ink">{current?.name ?? <span className="dim">—</span>}</td>
      <td className="right num">{current ? <Elapsed current={current} at={at} /> : '—'}</td>
      <td>
        <span className="row nowrap" title={t('progress', { done, all })}>
          <progress max={all || 1} value={done} aria-label={t('progress', { done, all })} />
          <span className="t12 num">
            {done} / {all}
          </span>
        </span>
      </td>
      <td className="right num">{countOf(room, WAITING)}</td>
      <td className="right num">{room.open_tickets > 0 ? room.open_tickets : '—'}</td>
      <td className="notes">
        {room.alarms.slice(0, KINDS_SHOWN).map((alarm) => (
          <AlarmLine key={alarm.kind} alarm={alarm} named={1} />
        ))}
        {room.alarms.length > KINDS_SHOWN && (
          <span className="t12 dim nowrap">{t('more', { count: room.alarms.length - KINDS_SHOWN })}</span>
        )}
      </td>
    </tr>
  )
}

/** Goes on between two reads, unless the clock stands. */
function Elapsed({ current, at }: { current: NonNullable<MonitorRoom['current']>; at: string }) {
  const now = useServerNow()
  const since = current.stopped ? 0 : Math.max(0, now - Date.parse(at))
  return <>{formatClock(current.elapsed_seconds * 1000 + since)}</>
}
