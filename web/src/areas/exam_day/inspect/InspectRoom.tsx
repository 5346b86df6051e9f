import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardRow, Panel } from '@/api/staff_shapes'
import { DeviceMarks } from '@/features/desks/DeviceMarks'
import { MediaStrips } from '@/features/desks/MediaStrips'
import { useLostForSure, useSteadyTile } from '@/features/desks/steady_tile'
import { CandidateFacts, ClockFacts, PanelMembers } from '@/features/interviews/InterviewFacts'
import { Look } from '@/features/interviews/look'
import { phaseOf } from '@/features/interviews/order'
import { OrderList } from '@/features/interviews/OrderList'
import { useLiveState } from '@/live/Live'
import type { DeskConnection } from '@/media/desk.model'
import { LightPanel } from '@/staff_ui/StaffUi'
import { OfflineStrip } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/PageState'
import { Chip } from '@/ui/StageChip'
import { useTitle } from '@/ui/title'
import { useDeskState } from '@/media/hooks'
import { devicesAt, seatedPeople, useNamesFor } from '../desk_people'
import { LiveStage } from '../panel/LiveStage'
import { PanelBar } from '../panel/PanelBar'
import { PanelTiles } from '../panel/PanelTiles'
import { SuspicionStrip } from '../SuspicionStrip'

const AGAIN_MS = 2_000

/** One hidden seat at one desk; nothing is sent and nothing is asked of this machine. */
function useHiddenSeat(entryId: string | null, sound: boolean) {
  const [desk, setDesk] = useState<DeskConnection | null>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (!entryId) return
    const look = new Look(entryId, 'inspect')
    setDesk(look.desk)
    return () => {
      setDesk(null)
      void look.end()
    }
  }, [entryId, attempt])
  const { phase, stoppedBy } = useDeskState(desk)
  const again = phase === 'stopped' && stoppedBy !== 'seat_closed'
  useEffect(() => {
    // The desk was closed under us; while the server says that it is open, there is a new one.
    if (!again) return
    const timer = setTimeout(() => setAttempt((before) => before + 1), AGAIN_MS)
    return () => clearTimeout(timer)
  }, [again])
  useEffect(() => desk?.setListening(sound), [desk, sound])
  return desk
}

export function InspectRoom({ panel, onOld }: { panel: Panel; onOld: () => void }) {
  const { t } = useTranslation(['staff', 'states'])
  const connection = useLiveState()
  const [chosen, setChosen] = useState<string | null>(null)
  const [sound, setSound] = useState(true)
  const { interview, room, rows } = panel
  const liveEntry = phaseOf(panel) === 'live' ? (interview?.entry_id ?? null) : null
  const rowOf = (entryId: string | null) => rows.find((row) => row.entry_id === entryId)
  const picked = rowOf(chosen)
  const row = picked?.desk_open ? picked : rowOf(liveEntry)
  const isLive = row !== undefined && row.entry_id === liveEntry
  const desk = useHiddenSeat(row?.desk_open ? row.entry_id : null, sound)
  const { people } = useDeskState(desk)
  useNamesFor(people, [...(isLive ? panel.people : []), ...(row?.seats ?? [])], onOld)
  const seated = isLive ? seatedPeople(panel.people, people) : []
  const { candidate, phone } = devicesAt(row, people)
  const steady = useSteadyTile(row?.entry_id ?? '', candidate)
  const state = useLostForSure(steady, !candidate?.present, panel.server_time)
  const here = new Set(
    seated.filter(({ view }) => view?.present).flatMap(({ person_id }) => (person_id ? [person_id] : [])),
  )
  const devices = (one: BoardRow) => <DeviceMarks row={one} cameras={room.cameras_required} />
  useTitle(`${t('inspect.title')} · ${room.name}`, { rehearsal: room.formality === 'rehearsal' })
  return (
    <>
      <PanelBar panel={panel} role="inspector" />
      <div className="kc-stage-zones">
        <aside className="kc-stage-list">
          <OrderList
            rows={rows}
            current={row?.entry_id ?? null}
            choosable={(one) => one.desk_open}
            onChoose={setChosen}
          />
        </aside>
        <main className="kc-stage-mid kc-mid">
          <h1 className="visually-hidden">{t('inspect.title')}</h1>
          <OfflineStrip connection={connection} />
          <MediaStrips desk={desk} local={null} elsewhere={false} onTakeOver={() => undefined} />
          <SuspicionStrip desk={desk} seated={seated} />
          {row ? (
            <LiveStage
              row={row}
              cameras={room.cameras_required}
              candidate={candidate}
              candidateState={state}
              phone={phone}
              lostHint={isLive ? t('panel.lost_hint') : undefined}
            />
          ) : (
            <EmptyState icon="eye" title={t('inspect.empty_title')}>
              {t('inspect.empty_text')}
            </EmptyState>
          )}
          {isLive && <PanelTiles panel={panel} seated={seated} local={null} strip />}
        </main>
        <LightPanel>
          <div className="kc-desk">
            {row && (
              <section>
                <h3>
                  {row.name} <span className="dim t14">{t('panel.candidate')}</span>
                </h3>
                <CandidateFacts row={row} devices={devices(row)} />
              </section>
            )}
            {isLive && interview && (
              <section>
                <h3>{t('panel.clock')}</h3>
                <ClockFacts interview={interview} />
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
        <Chip icon="eye" kind="act">
          {t('inspect.silent')}
        </Chip>
        <span className="push row">
          {picked && liveEntry && (
            <Button icon="retry" onClick={() => setChosen(null)}>
              {t('inspect.auto')}
            </Button>
          )}
          <Button icon="speaker" onClick={() => setSound(!sound)}>
            {t(sound ? 'inspect.sound_on' : 'inspect.sound_off')}
          </Button>
        </span>
      </footer>
    </>
  )
}
