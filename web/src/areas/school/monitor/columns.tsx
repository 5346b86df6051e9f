import { useTranslation } from 'react-i18next'
import type { TableColumn } from '@/staff_ui/list/columns'
import { formatClock } from '@/ui/format'
import { useServerNow } from '@/ui/server_now'
import { Chip } from '@/ui/StageChip'
import { RoomStateChip } from '../rooms/marks'
import { AlarmLine } from './alarms'
import { countOf, waitingIn, type Row } from './rows'

// The drawer shows all of them, with more names.
const KINDS_SHOWN = 3
const DONE = ['finished', 'absent']

/** What stands beside the name of a room; `at` is when the server said so. */
export function useMonitorColumns(at: string): TableColumn<Row>[] {
  const { t } = useTranslation('school/monitor')
  return [
    { key: 'state', title: t('col.state'), render: ({ room }) => <Now room={room} /> },
    {
      key: 'current',
      title: t('col.current'),
      render: ({ room: { current } }) => current?.name ?? <span className="dim">—</span>,
    },
    {
      key: 'clock',
      title: t('col.clock'),
      align: 'right',
      sort: 'clock',
      render: ({ room: { current } }) => (current ? <Elapsed current={current} at={at} /> : '—'),
    },
    { key: 'progress', title: t('col.progress'), render: ({ room }) => <Done room={room} /> },
    {
      key: 'waiting',
      title: t('col.waiting'),
      align: 'right',
      sort: 'waiting',
      render: ({ room }) => waitingIn(room),
    },
    {
      key: 'tickets',
      title: t('col.tickets'),
      align: 'right',
      sort: 'tickets',
      render: ({ room }) => (room.open_tickets > 0 ? room.open_tickets : '—'),
    },
    { key: 'alarms', title: t('col.alarms'), sort: 'alarms', render: ({ room }) => <Alarms room={room} /> },
  ]
}

function Now({ room }: Pick<Row, 'room'>) {
  const { t } = useTranslation('school/monitor')
  const { current } = room
  if (current?.stage === 'invited')
    return (
      <Chip icon="bell" kind="accent">
        {t('now.invited')}
      </Chip>
    )
  if (current?.stopped)
    return (
      <Chip icon="pause" kind={current.stopped === 'interruption' ? 'red' : 'amber'}>
        {t(`now.${current.stopped}`)}
      </Chip>
    )
  return <RoomStateChip state={room.state} />
}

/** Goes on between two reads, unless the clock stands. */
function Elapsed({ current, at }: { current: NonNullable<Row['room']['current']>; at: string }) {
  const now = useServerNow()
  const since = current.stopped ? 0 : Math.max(0, now - Date.parse(at))
  return <>{formatClock(current.elapsed_seconds * 1000 + since)}</>
}

function Done({ room }: Pick<Row, 'room'>) {
  const { t } = useTranslation('school/monitor')
  const all = Object.values(room.people).reduce((sum, count) => sum + count, 0)
  const done = countOf(room, DONE)
  return (
    <span className="row nowrap" title={t('progress', { done, all })}>
      <progress max={all || 1} value={done} aria-label={t('progress', { done, all })} />
      <span className="t12 num">
        {done} / {all}
      </span>
    </span>
  )
}

function Alarms({ room: { alarms } }: Pick<Row, 'room'>) {
  const { t } = useTranslation('school/monitor')
  return (
    <>
      {alarms.slice(0, KINDS_SHOWN).map((alarm) => (
        <AlarmLine key={alarm.kind} alarm={alarm} named={1} />
      ))}
      {alarms.length > KINDS_SHOWN && (
        <span className="t12 dim nowrap">{t('more', { count: alarms.length - KINDS_SHOWN })}</span>
      )}
    </>
  )
}
