import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardRow, Panel } from '@/api/staff_shapes'
import { PanelChat } from '@/features/chat/PanelChat'
import { DeviceMarks } from '@/features/desks/DeviceMarks'
import { MediaStrips } from '@/features/desks/MediaStrips'
import { OwnSwitches } from '@/features/desks/OwnSwitches'
import { toldState, useLostForSure, useSteadyTile } from '@/features/desks/steady_tile'
import { BetweenActs, ClosedActs, LiveActs, RestoreAct, RingingActs } from '@/features/interviews/ChiefActs'
import { useFrameReports } from '@/features/interviews/frame_reports'
import { CandidateFacts, ClockFacts, LastFacts, PanelMembers } from '@/features/interviews/InterviewFacts'
import { isInvitable, isLeft, nextOf, phaseOf, restorable } from '@/features/interviews/order'
import { OrderList } from '@/features/interviews/OrderList'
import { PanelPresence, type PanelPlace } from '@/features/interviews/panel_presence'
import { ClosedCard, NextCard, RingingCard } from '@/features/interviews/StageCards'
import { takeDeskSeat, takePanelSeat } from '@/features/interviews/staff_acts'
import { defer } from '@/features/waiting/staff_acts'
import { useLiveState } from '@/live/Live'
import { useModel } from '@/media/hooks'
import { useAct } from '@/staff_ui/act'
import { LightPanel } from '@/staff_ui/StaffUi'
import { OfflineStrip } from '@/ui/Bar'
import { playCue } from '@/media/sounds'
import { useNames } from '@/ui/names'
import { useTitle } from '@/ui/title'
import { showToast } from '@/ui/toast'
import { seatedPeople, useMoverPeople, useNamesFor } from '../desk_people'
import { useEnded } from './ended'
import { LiveStage } from './LiveStage'
import { PanelBar } from './PanelBar'
import { PanelAlarms } from './PanelAlarms'
import { PanelTiles } from './PanelTiles'

/** Where the server says that this page belongs. */
function usePlace(panel: Panel): PanelPlace | null {
  const phase = phaseOf(panel)
  const closed = phase === 'closed'
  const live = phase === 'live' ? panel.interview : null
  const [interviewId, entryId, roomId] = [live?.id, live?.entry_id, panel.room.id]
  return useMemo(() => {
    if (closed) return null
    if (interviewId && entryId)
      return {
        key: `desk:${interviewId}`,
        seat: () => takeDeskSeat(entryId, 'panel'),
        cue: () => playCue('talk'),
      }
    return { key: 'panel', seat: () => takePanelSeat(roomId) }
  }, [closed, interviewId, entryId, roomId])
}

export function PanelRoom({ panel: read, onOld }: { panel: Panel; onOld: () => Promise<boolean> }) {
  const { t } = useTranslation(['staff', 'states'])
  const [presence] = useState(() => new PanelPresence(onOld))
  const { elsewhere } = useModel(presence)
  const { people, desk, phase: line } = useMoverPeople(presence.mover)
  const connection = useLiveState()
  const [panel, onEnded] = useEnded(read)
  const [chosen, setChosen] = useState<string | null>(null)
  const place = usePlace(panel)
  useEffect(() => {
    presence.start()
    return () => void presence.stop()
  }, [presence])
  useEffect(() => presence.go(place), [presence, place])
  useNamesFor(people, panel.people, () => void onOld())

  const phase = phaseOf(panel)
  const { interview, invitation, room, rows } = panel
  const rowOf = (entryId: string | undefined) => rows.find((row) => row.entry_id === entryId)
  const liveRow = phase === 'live' ? rowOf(interview?.entry_id) : undefined
  const pick = rowOf(chosen ?? undefined)
  const next = pick && isInvitable(pick) ? pick : nextOf(rows)
  const current = { live: liveRow, ringing: rowOf(invitation?.entry_id), between: next, closed: undefined }[
    phase
  ]
  const isChief = panel.can.chief
  const role = isChief
    ? 'chief_examiner'
    : (panel.panel.find((m) => m.person_id === panel.me.person_id)?.role ?? 'examiner')

  const seated = seatedPeople(panel.people, people)
  const candidate = seated.find(({ role: seat }) => seat === 'candidate')?.view
  const phone = seated.find(({ role: seat }) => seat === 'second_camera')?.view
  const witnessed = useSteadyTile(liveRow ? (interview?.id ?? '') : '', liveRow ? candidate : undefined)
  const lostSince = liveRow && witnessed.kind === 'interrupted' ? witnessed.since : null
  const told = toldState(witnessed, interview?.interrupted_since)
  const candidateState = useLostForSure(told, !candidate?.present, panel.server_time)
  const shownLost = liveRow && candidateState.kind === 'interrupted' ? candidateState.since : null
  useFrameReports({
    interviewId: liveRow ? (interview?.id ?? null) : null,
    witness: line === 'connected',
    lostSince,
  })
  const [setAside] = useAct(async (row: BoardRow) => {
    await defer(row.entry_id)
    showToast(t('board.defer_done', { name: row.name }))
    return true
  })
  const here = new Set(
    seated.filter(({ view }) => view?.present).flatMap(({ person_id }) => (person_id ? [person_id] : [])),
  )
  if (line === 'connected') here.add(panel.me.person_id)
  const roomName = useNames()(room)
  useTitle(current ? `${current.name} · ${roomName}` : `${roomName} ${t('panel.title')}`, {
    rehearsal: room.formality === 'rehearsal',
  })
  const devices = (row: BoardRow | undefined) =>
    row && <DeviceMarks row={row} cameras={room.cameras_required} />
  const lastRow = rowOf(interview?.entry_id)

  return (
    <>
      <PanelBar panel={panel} role={role} />
      <div className="kc-stage-zones">
        <aside className="kc-stage-list">
          <OrderList
            rows={rows}
            current={current?.entry_id ?? null}
            onChoose={isChief && phase === 'between' ? setChosen : undefined}
          />
          <PanelChat roomId={room.id} lines={panel.chat} />
        </aside>
        <main className="kc-stage-mid kc-mid">
          <h1 className="visually-hidden">{t('panel.title')}</h1>
          <OfflineStrip connection={connection} />
          <MediaStrips
            desk={desk}
            local={presence.local}
            elsewhere={elsewhere}
            onTakeOver={() => presence.takeOver()}
          />
          <PanelAlarms
            panel={panel}
            lost={
              liveRow && shownLost !== null && line === 'connected'
                ? { name: liveRow.name, since: shownLost }
                : null
            }
            phoneOnline={Boolean(phone?.present && phone.camera?.interruptedSince === null)}
            desk={desk}
            seated={seated}
            liveRow={liveRow}
          />
          {phase === 'live' && liveRow && (
            <LiveStage
              row={liveRow}
              cameras={room.cameras_required}
              candidate={candidate}
              candidateState={candidateState}
              phone={phone}
              lostHint={t('panel.lost_hint')}
            />
          )}
          {phase === 'between' && (
            <NextCard row={next} chosen={next !== undefined && next === pick} devices={devices(next)} />
          )}
          {phase === 'ringing' && invitation && current && (
            <RingingCard
              name={current.name}
              closesAt={invitation.expires_at}
              totalSeconds={(Date.parse(invitation.expires_at) - Date.parse(invitation.sent_at)) / 1000}
            />
          )}
          {phase === 'closed' ? (
            <ClosedCard room={room} />
          ) : (
            <PanelTiles panel={panel} seated={seated} local={presence.local} strip={phase === 'live'} />
          )}
        </main>
        <LightPanel>
          <div className="kc-desk">
            {liveRow && interview && (
              <>
                <section>
                  <h3 className="row">
                    {liveRow.name}
                    <span className="dim t14">{t('panel.candidate')}</span>
                  </h3>
                  <CandidateFacts row={liveRow} devices={devices(liveRow)} />
                </section>
                <section>
                  <h3>{t('panel.clock')}</h3>
                  <ClockFacts interview={interview} />
                </section>
              </>
            )}
            {!liveRow && (
              <section>
                <h3>{t('panel.last')}</h3>
                {interview && lastRow ? (
                  <>
                    <LastFacts interview={interview} name={lastRow.name} />
                    {isChief && restorable(panel) && (
                      <RestoreAct interviewId={interview.id} name={lastRow.name} />
                    )}
                  </>
                ) : (
                  <p className="dim">{t('panel.no_last')}</p>
                )}
              </section>
            )}
            <section>
              <h3>{t('panel.members')}</h3>
              <PanelMembers members={panel.panel} here={here} />
            </section>
          </div>
        </LightPanel>
      </div>
      <footer className="kc-stage-controls">
        <OwnSwitches local={presence.local} />
        {isChief && (
          <div className="row push kc-chief-acts">
            {phase === 'live' && interview && liveRow && (
              <LiveActs
                key={interview.id}
                interview={interview}
                name={liveRow.name}
                sharing={Boolean(candidate?.screen?.mediaTrack)}
                onEnded={onEnded}
              />
            )}
            {phase === 'ringing' && invitation && <RingingActs invitationId={invitation.id} />}
            {phase === 'between' && (
              <BetweenActs room={room} next={next} left={rows.filter(isLeft).length} onDefer={setAside} />
            )}
            {phase === 'closed' && room.state === 'closed' && <ClosedActs room={room} />}
          </div>
        )}
      </footer>
    </>
  )
}
