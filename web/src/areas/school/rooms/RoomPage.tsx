import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomRow, Timetable } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { PageHead } from '@/staff_ui/list/PageHead'
import { StaffUi } from '@/staff_ui/StaffUi'
import { RehearsalBand } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { formatDate, formatTime } from '@/ui/format'
import { EmptyState, PageState } from '@/ui/PageState'
import { ExamStateChip } from '../exams/marks'
import { slotTextOf } from '../timetable/grid'
import { useTimetable } from '../timetable/reads'
import { CopyRoomDrawer } from './CopyRoomDrawer'
import { EditRoomDrawer } from './EditRoomDrawer'
import { isOver, needsReason } from './marks'
import { deleteRoom, useRoom } from './reads'
import { RoomPanel } from './RoomPanel'
import { RoomStaffDrawer } from './RoomStaffDrawer'
import { ShareDialog } from './ShareDialog'
import { useNames } from './useNames'
import './rooms.css'

export default function RoomPage() {
  const { room: id = '' } = useParams({ strict: false }) as { room?: string }
  return (
    <PageState whileThere query={useRoom(id)}>
      {(room) => (
        <StaffUi rehearsal={room.exam.formality === 'rehearsal'}>
          <Detail key={room.id} room={room} />
        </StaffUi>
      )}
    </PageState>
  )
}

function Detail({ room }: { room: RoomRow }) {
  const { t } = useTranslation(['school/rooms', 'school/timetable'])
  const nameOf = useNames()
  const navigate = useNavigate()
  const timetable = useTimetable(room.exam.id)
  const [open, setOpen] = useState<'edit' | 'copy' | 'staff' | 'share' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const over = isOver(room.exam.state)
  const here = timetable.data?.rooms.find(({ id }) => id === room.id)
  const [remove] = useAct(async (reason: string) => {
    await deleteRoom(room.id, room.version, reason)
    // Away first: what this page shows is not there any more.
    await navigate({ to: '/s/school/rooms' })
    return true
  })
  return (
    <>
      <RehearsalBand on={room.exam.formality === 'rehearsal'} />
      <PageHead
        title={nameOf(room)}
        rehearsal={room.exam.formality === 'rehearsal'}
        crumb={
          <>
            <Link to="/s/school/rooms">{t('title')}</Link> /{' '}
            <Link to={`/s/school/exams/${room.exam.id}`}>{nameOf(room.exam)}</Link>
          </>
        }
        lead={
          <span className="row wrap">
            <ExamStateChip state={room.exam.state} />
            <span>
              {formatDate(room.exam.starts_at)} {formatTime(room.exam.starts_at)}–
              {formatTime(room.exam.ends_at)} · {room.major ? nameOf(room.major) : t('every_major')} ·{' '}
              {t('candidates_count', { count: room.candidate_count })}
            </span>
          </span>
        }
        actions={
          <>
            {!over && (
              <>
                <Button icon="pen" onClick={() => setOpen('edit')}>
                  {t('edit')}
                </Button>
                <Button icon="copy" onClick={() => setOpen('copy')}>
                  {t('copy')}
                </Button>
              </>
            )}
            <Button
              kind="primary"
              icon="calendar"
              onClick={() => void navigate({ to: `/s/school/rooms/timetable/${room.exam.id}` })}
            >
              {t('timetable')}
            </Button>
            {!over && room.candidate_count === 0 && (
              <Button kind="danger" className="kc-apart" onClick={() => setOpen('delete')}>
                {t('delete')}
              </Button>
            )}
          </>
        }
      />
      <PageState query={timetable}>
        {(table) => (
          <div className="kc-room-page">
            <Roster room={room} table={table} />
            {here && (
              <RoomPanel
                room={here}
                table={table}
                onStaff={over ? undefined : () => setOpen('staff')}
                onShare={over ? undefined : () => setOpen('share')}
              />
            )}
          </div>
        )}
      </PageState>
      {open === 'edit' && <EditRoomDrawer room={room} onClose={close} />}
      {open === 'copy' && (
        <CopyRoomDrawer
          room={room}
          taken={timetable.data?.rooms.map(({ name }) => name) ?? [room.name]}
          onClose={close}
        />
      )}
      {open === 'share' && <ShareDialog room={room} onClose={close} />}
      {open === 'staff' && here && timetable.data && (
        <RoomStaffDrawer exam={timetable.data.exam} room={here} onClose={close} />
      )}
      {open === 'delete' && (
        <Ask
          danger
          title={t('delete_title', { name: nameOf(room) })}
          act={t('delete_act', { name: nameOf(room) })}
          write={needsReason(room.exam.state) ? 'reason' : undefined}
          onClose={close}
          onAct={remove}
        >
          {t('delete_text')}
        </Ask>
      )}
    </>
  )
}

/** Who is examined here, in order. */
function Roster({ room, table }: { room: RoomRow; table: Timetable }) {
  const { t } = useTranslation(['school/rooms', 'states'])
  const slotText = slotTextOf(table)
  const entries = table.entries
    .filter((entry) => entry.room_id === room.id)
    .sort((one, other) => (one.order_number ?? 0) - (other.order_number ?? 0))
  if (entries.length === 0)
    return (
      <Card bare title={t('candidates')}>
        <EmptyState icon="users" title={t('nobody_title')}>
          {t('nobody_text')}
        </EmptyState>
      </Card>
    )
  return (
    <Card bare title={t('candidates')} aside={t('candidates_count', { count: entries.length })}>
      <table className="kc-room-table">
        <thead>
          <tr>
            <th scope="col">{t('order')}</th>
            <th scope="col">{t('slot')}</th>
            <th scope="col">{t('candidate')}</th>
            <th scope="col">{t('number')}</th>
            <th scope="col">{t('note')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td>{entry.order_number}</td>
              <td>{entry.slot_starts_at ? slotText(entry.slot_starts_at) : t('no_slot')}</td>
              <td>
                <Link to={`/s/school/candidates/${entry.id}`}>{entry.name}</Link>
              </td>
              <td>{entry.candidate_number}</td>
              <td className="dim">
                {[
                  entry.extra_time_percent > 0 && t('extra', { percent: entry.extra_time_percent }),
                  entry.time_zone,
                  entry.remark,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
