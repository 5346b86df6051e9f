import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/client'
import type { Board, BoardRow } from '@/api/staff_shapes'
import { MediaStrips, Stopped } from '@/features/desks/MediaStrips'
import { OwnSwitches } from '@/features/desks/OwnSwitches'
import { PersonTile, SelfTile } from '@/features/desks/PersonTile'
import { nextToTalk } from '@/features/waiting/board_rows'
import { CloseTo } from '@/features/waiting/BoardTable'
import { Clearance, itemsFor } from '@/features/waiting/Clearance'
import { EndTalk } from '@/features/waiting/EndTalk'
import type { Checklist } from '@/features/waiting/staff_acts'
import type { LocalMedia } from '@/media/local.model'
import type { PersonView } from '@/media/people'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { formatClock } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { useServerNow } from '@/ui/server_now'
import { showToast } from '@/ui/toast'
import { Chip } from '@/ui/StageChip'
import { useDeskState } from '@/media/hooks'
import { devicesAt, seatedPeople, useMoverPeople, useNamesFor } from '../desk_people'
import type { TalkOfMine } from './useTalk'

function Head({ row, children, since }: { row: BoardRow; children: ReactNode; since?: string }) {
  const { t } = useTranslation('staff')
  const now = useServerNow()
  return (
    <div className="row wrap kc-desk-head">
      {children}
      {row.has_portrait && (
        <img
          className="kc-portrait"
          src={`/api/v1/staff/entries/${row.entry_id}/portrait`}
          alt={t('board.portrait_of', { name: row.name })}
        />
      )}
      <h2 className="t18">{row.name}</h2>
      <span className="t14 dim">{row.candidate_number}</span>
      <CloseTo names={row.close_to} />
      {since && <span className="push t18 ink">{formatClock(now - Date.parse(since))}</span>}
    </div>
  )
}

interface TilesProps {
  row: BoardRow
  cameras: number
  candidate: PersonView | undefined
  phone: PersonView | undefined
  local: LocalMedia | null
}

/** Computer in front, second camera below it, and whoever looks is told how they look. */
function Tiles({ row, cameras, candidate, phone, local }: TilesProps) {
  const { t } = useTranslation('staff')
  const battery = row.phone?.battery_percent
  return (
    <div className="kc-talk-tiles">
      <PersonTile
        role="candidate"
        whose={row.entry_id}
        view={candidate}
        name={row.name}
        note={t('media.computer')}
      />
      <div className="kc-talk-pair">
        {cameras > 1 && (
          <PersonTile
            role="second_camera"
            whose={`${row.entry_id}-phone`}
            view={phone}
            name={t('media.second_camera')}
            note={typeof battery === 'number' ? t('media.battery', { percent: battery }) : undefined}
            icon="phone"
          />
        )}
        {local && <SelfTile local={local} name={t('own.you')} />}
      </div>
    </div>
  )
}

export function TalkDesk({
  board,
  row,
  talk,
  onOld,
}: {
  board: Board
  row: BoardRow
  talk: TalkOfMine
  onOld: () => void
}) {
  const { t } = useTranslation('staff')
  const { media } = talk
  const [checklist, setChecklist] = useState<Checklist>(row.checklist)
  const { people, desk } = useMoverPeople(media.mover)
  const state = useDeskState(desk)
  useNamesFor(people, board.people, onOld)
  const seated = seatedPeople(board.people, people)
  const after = nextToTalk(board.rows, row.entry_id)
  const cameras = board.room.cameras_required
  if (state.phase === 'stopped' && state.stoppedBy === 'seat_closed')
    return <TalkElsewhere row={row} onTakeOver={talk.takeOver} />
  return (
    <>
      <div className="kc-desk-body">
        <Head row={row} since={talk.talk?.started_at}>
          <Chip icon="mic" kind="accent">
            {t('talk.with')}
          </Chip>
        </Head>
        <MediaStrips desk={desk} local={media.local} elsewhere={false} onTakeOver={talk.takeOver} />
        {talk.refused && <Stopped code={talk.refused} onRetry={talk.takeOver} />}
        <Tiles
          row={row}
          cameras={cameras}
          candidate={seated.find(({ role }) => role === 'candidate')?.view}
          phone={seated.find(({ role }) => role === 'second_camera')?.view}
          local={media.local}
        />
        <OwnSwitches local={media.local} size="s" />
        <Clearance
          row={row}
          items={itemsFor(cameras)}
          checklist={checklist}
          onTick={(item, ticked) => setChecklist((before) => ({ ...before, [item]: ticked }))}
        />
        {after && (
          <p className="row t14 dim">
            <Icon name="right" size={16} />
            {t('talk.next', { name: after.name })}
          </p>
        )}
      </div>
      <EndTalk name={row.name} busy={talk.finishing} onEnd={talk.finish} />
    </>
  )
}

/** The talk runs on another page of the same person. */
export function TalkElsewhere({ row, onTakeOver }: { row: BoardRow; onTakeOver: () => void }) {
  const { t } = useTranslation('staff')
  return (
    <div className="kc-desk-body" role="status">
      <h2 className="t18">{t('talk.elsewhere_title', { name: row.name })}</h2>
      <p className="t14">{t('talk.elsewhere_text')}</p>
      <div className="row">
        <Button kind="primary" onClick={onTakeOver}>
          {t('media.continue_here')}
        </Button>
      </div>
    </div>
  )
}

export function ViewDesk({
  board,
  row,
  talk,
  onTalk,
  onOld,
}: {
  board: Board
  row: BoardRow
  talk: TalkOfMine
  /** Whoever may talk with them. */
  onTalk: ((row: BoardRow) => void) | undefined
  onOld: () => void
}) {
  const { t } = useTranslation('staff')
  const text = useErrorText()
  const { people, phase, stoppedBy } = useDeskState(talk.view)
  const ended = phase === 'stopped' ? stoppedBy : null
  const { stopLooking } = talk
  useEffect(() => {
    if (!ended) return
    // Most often the candidate was called into the exam room: nothing is wrong with their picture.
    showToast(t('talk.view_ended', { name: row.name, reason: text(new ApiError(ended, 0)) }))
    stopLooking()
  }, [ended, row.name, stopLooking, t, text])
  useNamesFor(people, row.seats, onOld)
  const { candidate, phone } = devicesAt(row, people)
  const cameras = board.room.cameras_required
  return (
    <>
      <div className="kc-desk-body">
        <Head row={row}>
          <Chip icon="eye" kind="amber">
            {t('talk.looking_now')}
          </Chip>
        </Head>
        <p className="t12 dim">{t('talk.looking')}</p>
        <MediaStrips desk={talk.view} local={null} elsewhere={false} onTakeOver={() => undefined} />
        <Tiles row={row} cameras={cameras} candidate={candidate} phone={phone} local={null} />
      </div>
      <div className="kc-zone-acts">
        <Button kind="primary" className="grow" onClick={talk.stopLooking}>
          {t('talk.end_view')}
        </Button>
        {onTalk && (
          <Button icon="mic" busy={talk.beginning} onClick={() => onTalk(row)}>
            {t('board.talk')}
          </Button>
        )}
      </div>
    </>
  )
}
