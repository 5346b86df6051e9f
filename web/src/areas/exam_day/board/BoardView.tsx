import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, BoardRow } from '@/api/staff_shapes'
import { MessageList } from '@/features/chat/MessageList'
import { DeviceMarks } from '@/features/desks/DeviceMarks'
import { TicketList } from '@/features/exams/TicketList'
import { BoardAlarm } from '@/features/waiting/BoardAlarm'
import { alarmsOf, fits, found, mayTalk, rightsOf, type Filter } from '@/features/waiting/board_rows'
import { BoardTable } from '@/features/waiting/BoardTable'
import { RowActs, type RowAct } from '@/features/waiting/RowActs'
import * as acts from '@/features/waiting/staff_acts'
import { useLiveState } from '@/live/Live'
import { useModel } from '@/media/hooks'
import { useAct } from '@/staff_ui/act'
import { Bell } from '@/features/notifications/Bell'
import { StaffShell } from '@/staff_ui/StaffShell'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { OfflineStrip } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { FactMark } from '@/ui/FactMark'
import { EmptyState } from '@/ui/PageState'
import { Segments } from '@/ui/Segments'
import { Chip } from '@/ui/StageChip'
import { showToast } from '@/ui/toast'
import { useNames } from '@/ui/names'
import { useTitle } from '@/ui/title'
import { BoardFilters, BoardHead } from './BoardHead'
import { SuspicionStrip } from '../SuspicionStrip'
import { RowDialog, type Asked } from './RowDialogs'
import { TalkDesk, TalkElsewhere, ViewDesk } from './TalkDesk'
import { useTalk } from './useTalk'

type Side = 'desk' | 'messages' | 'tickets'
const ROLE_ORDER = ['waiting_room_officer', 'chief_examiner', 'secretary', 'inspector'] as const

export function BoardView({ board, onOld }: { board: Board; onOld: () => void }) {
  const { t, i18n } = useTranslation(['staff', 'states'])
  const connection = useLiveState()
  const [filter, setFilter] = useState<Filter>('all')
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState<Asked | null>(null)
  const [side, setSide] = useState<Side>('desk')
  const talk = useTalk(board)
  const english = i18n.language === 'en'
  const { room, me, rows, counts } = board
  const rights = useMemo(() => rightsOf(me.roles), [me.roles])
  // None: who manages the exam, and only looks.
  const role = ROLE_ORDER.find((one) => me.roles.includes(one))
  // What is typed is on the screen at once; hundreds of rows follow.
  const [filterOfRows, wordsOfRows] = [useDeferredValue(filter), useDeferredValue(words)]
  const talkRow = rows.find((row) => row.entry_id === talk.talk?.entry_id)
  const viewRow = rows.find((row) => row.entry_id === talk.viewing)
  const { current: inTalk } = useModel(talk.media.mover)
  const seated = [
    ...board.people,
    ...rows.flatMap(({ name, seats }) => seats.map(({ identity }) => ({ identity, name }))),
  ]
  const deskOpen = talkRow !== undefined || viewRow !== undefined
  const openTickets = board.tickets.filter(({ state }) => state === 'open').length
  const isChief = me.roles.includes('chief_examiner')
  const roomName = useNames()(room)
  useTitle(`${t('board.title')} · ${roomName}`, {
    mark: counts.needs_help ? `${counts.needs_help}` : null,
    rehearsal: room.formality === 'rehearsal',
  })

  const [quick] = useAct(
    async (act: RowAct, row: BoardRow) => {
      switch (act) {
        case 'defer':
          await acts.defer(row.entry_id)
          return showToast(t('board.defer_done', { name: row.name }))
        case 'restore':
          await acts.restore(row.entry_id)
          return showToast(t('board.restored', { name: row.name }))
        case 'settle_help':
          await acts.settleHelp(row.entry_id)
          return
        case 'contact': {
          const { phone } = await acts.showContact(row.entry_id)
          return setAsked({ kind: 'contact', row, phone })
        }
        case 'login_code': {
          const { candidate_number, code, expires_at } = await acts.reissueLoginCode(row.entry_id)
          return setAsked({ kind: 'login_code', row, number: candidate_number, code, expiresAt: expires_at })
        }
      }
    },
    (act, row) => `${act} ${row.entry_id}`,
  )

  /** Who is close to this candidate says once why it has to be them. */
  function begin(row: BoardRow): void {
    if (row.close_to.includes(me.name)) return setAsked({ kind: 'related', row })
    void talk.begin(row)
  }

  function onAct(act: RowAct | 'answer', row: BoardRow): void {
    if (act === 'answer') return setSide('tickets')
    if (act === 'message' || act === 'absent') return setAsked({ kind: act, row })
    if (act === 'talk') {
      setSide('desk')
      begin(row)
    } else if (act === 'view') {
      setSide('desk')
      talk.look(row)
    } else void quick(act, row)
  }

  // Rows are drawn anew only when these change: what a press does is looked up at the press.
  const press = useRef(onAct)
  press.current = onAct
  const busy = talk.talk !== null || talk.beginning
  const actsOf = useCallback(
    (row: BoardRow) => (
      <RowActs row={row} rights={rights} busy={busy} onAct={(act, of) => press.current(act, of)} />
    ),
    [rights, busy],
  )
  const cameras = room.cameras_required
  const devicesOf = useCallback((row: BoardRow) => <DeviceMarks row={row} cameras={cameras} />, [cameras])
  const shown = useMemo(
    () => rows.filter((row) => fits(row, filterOfRows) && found(row, wordsOfRows)),
    [rows, filterOfRows, wordsOfRows],
  )

  const open = side === 'desk' && !deskOpen ? 'messages' : side
  const desk = talkRow ? (
    talk.here ? (
      <TalkDesk key={talkRow.entry_id} board={board} row={talkRow} talk={talk} onOld={onOld} />
    ) : (
      <TalkElsewhere row={talkRow} onTakeOver={talk.takeOver} />
    )
  ) : viewRow ? (
    <ViewDesk
      board={board}
      row={viewRow}
      talk={talk}
      onTalk={rights.talk && mayTalk(viewRow) ? begin : undefined}
      onOld={onOld}
    />
  ) : null
  const isClosed = room.state === 'closed' || room.state === 'archived'
  const nameOf = (entryId: string) => rows.find((row) => row.entry_id === entryId)?.name ?? ''

  return (
    <StaffShell
      school={(english && room.school_name_en) || room.school_name}
      sub={(english && room.name_en) || room.name}
      connection={connection}
      person={{ name: me.name, detail: role ? t(`states:role.${role}`) : t('board.manager') }}
      facts={
        <>
          <Bell />
          <Chip icon={isClosed ? 'lock' : 'done'} kind={isClosed ? 'plain' : 'green'}>
            {t(isClosed ? 'board.room_closed' : 'board.room_open')}
          </Chip>
        </>
      }
      rail={[
        role
          ? { to: '/s/rooms', icon: 'home', label: t('home.short') }
          : { to: '/s/school/monitor', icon: 'eye', label: t('board.monitor') },
        { to: `/s/rooms/${room.id}/board`, icon: 'list', label: t('board.short') },
        ...(isChief || me.roles.includes('secretary')
          ? [{ to: `/s/rooms/${room.id}/panel`, icon: 'users' as const, label: t('panel.title') }]
          : []),
      ]}
      railLabel={t('rail')}
      rehearsal={room.formality === 'rehearsal'}
      side={
        <>
          <div className="kc-side-tabs">
            <Segments<Side>
              label={t('board.side.label')}
              items={[
                ...(deskOpen ? [{ value: 'desk' as const, label: t('board.side.desk') }] : []),
                { value: 'messages', label: t('board.side.messages') },
                {
                  value: 'tickets',
                  label: openTickets ? `${t('board.side.tickets')} ${openTickets}` : t('board.side.tickets'),
                },
              ]}
              value={open}
              onChange={setSide}
            />
            {deskOpen && open !== 'desk' && (
              <FactMark kind="warn" icon="mic">
                {(talkRow ?? viewRow)?.name}
              </FactMark>
            )}
          </div>
          {open === 'desk' && desk}
          {open === 'messages' && <MessageList messages={board.messages} nameOf={nameOf} />}
          {open === 'tickets' && <TicketList tickets={board.tickets} mayAnswer={rights.write} />}
        </>
      }
    >
      <div className="kc-board">
        <OfflineStrip connection={connection} />
        {!role && (
          <AlarmStrip kind="act" icon="eye">
            {t('board.view_only')}
          </AlarmStrip>
        )}
        <BoardHead board={board} mayWrite={rights.write} words={words} onWords={setWords} />
        <BoardFilters counts={counts} value={filter} onChange={setFilter} />
        <SuspicionStrip desk={talkRow ? inTalk : talk.view} seated={seated} />
        <BoardAlarm alarms={alarmsOf(rows)} inNeed={counts.needs_help} rights={rights} onAct={onAct} />
        <BoardTable
          rows={shown}
          mine={talkRow?.entry_id ?? viewRow?.entry_id ?? null}
          devices={devicesOf}
          acts={rights.contact ? actsOf : null}
          empty={
            <EmptyState
              icon="search"
              title={t('board.empty_title')}
              actions={
                <Button
                  onClick={() => {
                    setFilter('all')
                    setWords('')
                  }}
                >
                  {t('board.clear')}
                </Button>
              }
            >
              {t('board.empty_text')}
            </EmptyState>
          }
        />
      </div>
      {asked && <RowDialog asked={asked} onTalk={talk.begin} onClose={() => setAsked(null)} />}
    </StaffShell>
  )
}
