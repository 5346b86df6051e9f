import { Navigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useState, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useLaptopFacts } from '@/features/devices/useDeviceFacts'
import { useLiveEvent, useSocket } from '@/live/Live'
import type { PushEvent } from '@/live/socket'
import { useScreenKeptOn } from '@/media/hooks'
import { LocalMedia } from '@/media/local.model'
import { Button } from '@/ui/Button'
import { EmptyState, ErrorState, Loading } from '@/ui/PageState'
import { useTitle } from '@/ui/title'
import { pageOf, type Page } from './page_of'
import { CommitmentPage } from './CommitmentPage'
import { DeviceCheckPage } from './DeviceCheckPage'
import { EndedPage } from './EndedPage'
import { InterviewPage } from './InterviewPage'
import { NoticePage } from './NoticePage'
import { useNow, type EntryNow } from './now'
import { RingingPage } from './RingingPage'
import { RoomCheckPage } from './RoomCheckPage'
import { SetAsidePage } from './SetAsidePage'
import type { BackFrom, StepProps } from './steps'
import { useDesk } from './useDesk'
import { useEntryEvents } from './useEntryEvents'
import { WaitingPage } from './WaitingPage'

const PAGES: Record<Exclude<Page, 'consent'>, ComponentType<StepProps>> = {
  notice: NoticePage,
  room_check: RoomCheckPage,
  announcement: lazy(() => import('./announcements/Step')),
  device_check: DeviceCheckPage,
  commitment: CommitmentPage,
  waiting: WaitingPage,
  ringing: RingingPage,
  interview: InterviewPage,
  ended: EndedPage,
  aside: SetAsidePage,
}
/** Here the camera is on; everywhere else its lamp is out. */
const ON_CAMERA: readonly Page[] = ['waiting', 'ringing', 'interview']
const OFF_CAMERA: readonly Page[] = ['ended', 'aside']

function useEntryTitle(now: EntryNow, page: Page): void {
  const { t } = useTranslation('candidate')
  const place = now.queue?.place
  const title =
    page === 'ringing'
      ? t('ringing.page')
      : page === 'waiting' && now.step !== 'talk' && place
        ? t('waiting.title_place', { place })
        : page === 'interview'
          ? t('interview.title')
          : t(`steps.${now.step}`)
  const mark = page === 'ringing' ? t('ringing.mark') : now.step === 'talk' ? t('waiting.talk_mark') : null
  useTitle(title, { mark, rehearsal: now.exam.formality === 'rehearsal' })
}

const BACK: readonly unknown[] = ['expired', 'declined', 'sent_back']

/** Why one waits again is said until the next call, also to somebody who comes back to the screen later. */
function useBackFrom(talking: boolean): BackFrom | null {
  const [from, setFrom] = useState<BackFrom | null>(null)
  const back = (how: unknown) => setFrom(BACK.includes(how) ? (how as BackFrom) : null)
  useLiveEvent(
    'interviews.invitation_closed',
    useCallback((event: PushEvent) => back(event.data.state), []),
  )
  useLiveEvent(
    'interviews.interview_ended',
    useCallback((event: PushEvent) => back(event.data.outcome), []),
  )
  useLiveEvent(
    'interviews.candidate_invited',
    useCallback(() => setFrom(null), []),
  )
  useEffect(() => {
    if (talking) setFrom(null)
  }, [talking])
  return from
}

/** Everything that must outlive a change of page: devices, desk, events. */
function EntryRoom({
  entryId,
  now,
  onElsewhere,
}: {
  entryId: string
  now: EntryNow
  onElsewhere: () => void
}) {
  const [local] = useState(() => new LocalMedia())
  const [held, setHeld] = useState<'device_check' | null>(null)
  const desk = useDesk(entryId, local, now, onElsewhere)
  const page = pageOf(now, held)
  const talking = now.step === 'talk'
  useEntryEvents(entryId)
  useEntryTitle(now, page)
  const backFrom = useBackFrom(talking)
  // A phone on which somebody sits the exam must not fall asleep before it rings.
  const screenKeptOn = useScreenKeptOn(ON_CAMERA.includes(page))
  useLaptopFacts(entryId, local, desk, now.desk.open)

  // A passed check does not pull the page away from under its reader.
  useEffect(() => {
    if (page === 'device_check') setHeld('device_check')
  }, [page])
  useEffect(() => {
    if (ON_CAMERA.includes(page)) void local.open()
    if (OFF_CAMERA.includes(page)) local.close()
  }, [page, local])
  useEffect(() => () => local.close(), [local])
  // Whose talk begins is to see the officer. In braces: newer browsers answer a promise, which React would take
  // for a clean-up.
  useEffect(() => {
    void window.scrollTo(0, 0)
  }, [page, talking])

  if (page === 'consent') return <Navigate to="/c/consent" replace />
  const Current = PAGES[page]
  return (
    <Suspense fallback={<Loading />}>
      <Current
        now={now}
        entryId={entryId}
        local={local}
        desk={desk}
        lookBack={setHeld}
        backFrom={backFrom}
        screenKeptOn={screenKeptOn}
      />
    </Suspense>
  )
}

function Elsewhere({ onResume }: { onResume: () => void }) {
  const { t } = useTranslation(['candidate', 'common'])
  useTitle(t('elsewhere.title'))
  return (
    <main className="kc-page" role="alert">
      <EmptyState
        icon="laptop"
        title={t('elsewhere.title')}
        actions={
          <Button kind="primary" size="l" onClick={onResume}>
            {t('common:resume_here')}
          </Button>
        }
      >
        {t('elsewhere.text')}
      </EmptyState>
    </main>
  )
}

export default function EntryPage() {
  const { entry = '' } = useParams({ strict: false }) as { entry?: string }
  const now = useNow(entry)
  const socket = useSocket()
  const [elsewhere, setElsewhere] = useState(false)

  async function resume() {
    await now.refetch()
    setElsewhere(false)
    if (!socket.getSnapshot().connected) socket.restart()
  }
  if (elsewhere) return <Elsewhere onResume={() => void resume()} />
  if (now.data)
    return <EntryRoom key={entry} entryId={entry} now={now.data} onElsewhere={() => setElsewhere(true)} />
  if (now.error) return <ErrorState error={now.error} onRetry={() => void now.refetch()} />
  return <Loading />
}
