import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clash, Timetable, TimetableEntry, TimetableRoom } from '@/api/school_shapes'
import { Ask } from '@/staff_ui/Ask'
import { PageHead } from '@/staff_ui/list/PageHead'
import { StaffUi } from '@/staff_ui/StaffUi'
import { RehearsalBand } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { formatDate, formatWeekday } from '@/ui/format'
import { EmptyState, PageState } from '@/ui/PageState'
import { ExamStateChip } from '../exams/marks'
import { RoomStaffDrawer } from '../rooms/RoomStaffDrawer'
import { Aside } from './Aside'
import { ClashStrip } from './ClashStrip'
import { FillDialog } from './FillDialog'
import { Grid } from './Grid'
import { movesTo, rowsOf, slotTextOf, spotOf, unplacedOf, type Spot } from './grid'
import { MoveDialog } from './MoveDialog'
import { MovingStrip } from './MovingStrip'
import { PlaceDialog } from './PlaceDialog'
import { useTimetable } from './reads'
import { useMoves } from './useMoves'

export default function TimetablePage() {
  const { exam: id = '' } = useParams({ strict: false }) as { exam?: string }
  return (
    <PageState whileThere query={useTimetable(id)}>
      {(table) => (
        <StaffUi rehearsal={table.exam.formality === 'rehearsal'}>
          <Plan key={table.exam.id} table={table} />
        </StaffUi>
      )}
    </PageState>
  )
}

type Open =
  | { what: 'fill' }
  | { what: 'move'; entry: TimetableEntry }
  | { what: 'place'; spot: Spot }
  | { what: 'staff'; room: string }

function Plan({ table }: { table: Timetable }) {
  const { t, i18n } = useTranslation(['school/timetable', 'school/exams', 'common'])
  const english = i18n.language === 'en'
  const { exam } = table
  const [picked, setPicked] = useState<string | null>(null)
  const [open, setOpen] = useState<Open | null>(null)
  const moves = useMoves(table)
  const slotText = slotTextOf(table)
  const close = () => setOpen(null)
  const locked = exam.state === 'closed' || exam.state === 'archived'
  const moving = table.entries.find(({ id }) => id === picked)
  const unplaced = unplacedOf(table)
  const blocking = table.clashes.filter((clash) => clash.blocks)
  const placed = table.entries.length - unplaced.length
  const name = (english && exam.name_en) || exam.name
  const nameOf = (roomId: string) => {
    const room = table.rooms.find(({ id }) => id === roomId)
    return room ? (english && room.name_en) || room.name : ''
  }

  function drop(entry: TimetableEntry, to: Spot) {
    setPicked(null)
    setOpen(null)
    const there =
      rowsOf(table)
        .find((row) => row.slot === to.slot_starts_at)
        ?.cells.get(to.room_id) ?? []
    const sent = movesTo(entry, to, there)
    if (!sent) return
    const other = there.find((one) => one.id === sent[1]?.entry_id)
    const where = { name: entry.name, room: nameOf(to.room_id), time: slotText(to.slot_starts_at) }
    moves.move(sent, other ? t('swapping', { name: entry.name, other: other.name }) : t('move_of', where))
  }

  function takeOut(entry: TimetableEntry) {
    setPicked(null)
    moves.move([{ entry_id: entry.id, was: spotOf(entry), to: null }], t('take_out_of', { name: entry.name }))
  }

  const room = open?.what === 'staff' ? table.rooms.find(({ id }) => id === open.room) : undefined
  const remedy = (clash: Clash) => {
    const entry = table.entries.find(({ id }) => id === clash.entry_id)
    if (entry && clash.move_to) drop(entry, clash.move_to)
  }
  const staff = ({ id }: TimetableRoom) => setOpen({ what: 'staff', room: id })

  return (
    <>
      <RehearsalBand on={exam.formality === 'rehearsal'} />
      <PageHead
        title={t('title')}
        rehearsal={exam.formality === 'rehearsal'}
        crumb={
          <>
            <Link to="/s/school/exams">{t('school/exams:title')}</Link> /{' '}
            <Link to={`/s/school/exams/${exam.id}`}>{name}</Link>
          </>
        }
        lead={
          <span className="row wrap">
            <ExamStateChip state={exam.state} />
            <span>
              {formatDate(exam.starts_at)} {formatWeekday(exam.starts_at, i18n.language)} ·{' '}
              {t('each', { minutes: Math.round(exam.interview_seconds / 60) })} ·{' '}
              {t('placed', { placed, all: table.entries.length })}
              {blocking.length > 0 && ` · ${t('with_clashes', { count: blocking.length })}`}
            </span>
          </span>
        }
        actions={
          !locked && (
            <>
              <Button icon="rotate" disabled={!moves.canUndo} busy={moves.busy} onClick={moves.undo}>
                {t('undo')}
              </Button>
              <Button
                kind="primary"
                disabled={unplaced.length === 0 || table.rooms.length === 0}
                busy={moves.busy}
                onClick={() => setOpen({ what: 'fill' })}
              >
                {unplaced.length > 0 ? t('fill', { count: unplaced.length }) : t('all_placed')}
              </Button>
            </>
          )
        }
      />
      {table.rooms.length === 0 ? (
        <EmptyState
          icon="seat"
          title={t('no_rooms_title')}
          actions={
            <Link to={`/s/school/exams/${exam.id}`} search={{ part: 'rooms' } as never}>
              {t('to_rooms')}
            </Link>
          }
        >
          {t('no_rooms_text')}
        </EmptyState>
      ) : (
        <div className="kc-timetable">
          <div className="kc-timetable-main">
            {/* One place for both: the grid stays where it is under whoever drags. */}
            <div className="kc-timetable-strip">
              <div className={moving && 'under'}>
                <ClashStrip
                  table={table}
                  clashes={blocking}
                  locked={locked}
                  onMove={remedy}
                  onStaff={staff}
                />
              </div>
              {moving && (
                <MovingStrip
                  entry={moving}
                  onMoveTo={() => setOpen({ what: 'move', entry: moving })}
                  onTakeOut={exam.state === 'draft' && spotOf(moving) ? () => takeOut(moving) : undefined}
                  onCancel={() => setPicked(null)}
                />
              )}
            </div>
            <section className="kc-card" aria-label={t('title')}>
              <Grid
                table={table}
                moving={moving}
                locked={locked}
                onPick={(entry) => setPicked(entry?.id ?? null)}
                onDrop={drop}
                onStaff={staff}
                onFree={(spot) => setOpen({ what: 'place', spot })}
              />
            </section>
          </div>
          <Aside
            table={table}
            unplaced={unplaced}
            moving={moving}
            locked={locked}
            onPick={(entry) => setPicked(entry?.id ?? null)}
            onMoveTo={(entry) => setOpen({ what: 'move', entry })}
          />
        </div>
      )}
      {open?.what === 'fill' && (
        <FillDialog table={table} needsReason={moves.needsReason} onFill={moves.fill} onClose={close} />
      )}
      {open?.what === 'move' && (
        <MoveDialog table={table} entry={open.entry} onMove={(to) => drop(open.entry, to)} onClose={close} />
      )}
      {open?.what === 'place' && (
        <PlaceDialog
          unplaced={unplaced}
          where={`${nameOf(open.spot.room_id)} ${slotText(open.spot.slot_starts_at)}`}
          onPlace={(entry) => drop(entry, open.spot)}
          onClose={close}
        />
      )}
      {room && <RoomStaffDrawer key={room.id} exam={exam} room={room} onClose={close} />}
      {moves.asked && (
        <Ask
          title={moves.asked.title}
          act={t('save_reason')}
          write="reason"
          onClose={moves.closeAsked}
          onAct={moves.asked.act}
        >
          {t('reason_text')}
        </Ask>
      )}
    </>
  )
}
