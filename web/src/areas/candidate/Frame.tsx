import { lazy, Suspense, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SupportPhone } from '@/features/exams/SupportPhone'
import { useLiveState } from '@/live/Live'
import { Bar, FootBar, OfflineStrip, RehearsalBand } from '@/ui/Bar'
import { StepTrack } from '@/ui/StepTrack'
import { useNames } from '@/ui/names'
import type { EntryNow, Step } from './now'

const Notices = lazy(() => import('@/features/notifications/Notices'))
const TRACK = ['notice', 'room_check', 'device_check', 'commitment', 'arrival', 'interview'] as const

function placeOf(step: Step): number {
  if (step === 'ended') return TRACK.length
  if (step === 'announcement') return 2
  if (step === 'waiting' || step === 'talk' || step === 'invited') return 4
  return Math.max(0, TRACK.indexOf(step as (typeof TRACK)[number]))
}

interface Props {
  now: EntryNow
  /** Shown instead of the server's step while looking back. */
  step?: Step
  track?: boolean
  wide?: boolean
  foot?: ReactNode
  offline?: ReactNode
  children: ReactNode
}

/** The frame of every page of one exam: where am I, what do I do now, what comes next. */
export function Frame({ now, step = now.step, track = true, wide, foot, offline, children }: Props) {
  const { t } = useTranslation('candidate')
  const { since } = useLiveState()
  const name = useNames()
  const connection = { since }
  const inRoom = placeOf(step) >= 4
  const { support_phone: phone } = now.exam
  const { name: candidate, candidate_number: number } = now.candidate
  const notices = now.notifications > 0 && (
    <Suspense>
      <Notices area="candidate" />
    </Suspense>
  )
  return (
    <div className="kc-page">
      <RehearsalBand on={now.exam.formality === 'rehearsal'} />
      <Bar
        school={name(now.school)}
        sub={inRoom ? name(now.room) : name(now.exam)}
        connection={connection}
        person={{ name: candidate, detail: number }}
      />
      {track && <StepTrack steps={TRACK.map((key) => t(`steps.${key}`))} now={placeOf(step)} />}
      <main className={`kc-main ${wide ? 'wide' : ''}`}>
        <OfflineStrip connection={connection}>
          {offline} <SupportPhone phone={phone} />
        </OfflineStrip>
        {!inRoom && notices}
        {children}
        {/* Told by a toast as well: the own place in line stays in sight. */}
        {inRoom && notices}
        <SupportPhone line phone={phone} />
      </main>
      {foot && <FootBar wide={wide}>{foot}</FootBar>}
    </div>
  )
}
