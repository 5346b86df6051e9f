import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { SupportPhone } from '@/features/exams/SupportPhone'
import { Messages } from '@/features/waiting/Messages'
import { useLiveEvent, useLiveState } from '@/live/Live'
import { useDeskState, useModel } from '@/media/hooks'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { ConnectionFact, OfflineStrip, RehearsalBand } from '@/ui/Bar'
import { Countdown } from '@/ui/Countdown'
import { FactMark } from '@/ui/FactMark'
import { Icon } from '@/ui/Icon'
import { LevelMeter } from '@/ui/Meters'
import { useNames } from '@/ui/names'
import { showToast } from '@/ui/toast'
import { Controls } from './Controls'
import { DeskLost, Sharing, SoundBlocked } from './DeskStrips'
import type { EntryNow } from './now'
import { DeviceFaults, OwnTile } from './OwnTile'
import { Panel } from './Panel'
import { secondCamera, SecondCameraTile } from './SecondCamera'
import type { StepProps } from './steps'
import { usePeople } from './usePeople'

function Clock({ interview }: { interview: NonNullable<EntryNow['interview']> }) {
  const { t } = useTranslation('candidate')
  const { closes_at, remaining_seconds } = interview
  return (
    <Countdown
      closesAt={closes_at ?? 0}
      stoppedLeftMs={closes_at === null ? remaining_seconds * 1000 : null}
      label={t('interview.left')}
    />
  )
}

/** What the chief does to this desk is said here, and the page follows. */
function useChiefsActs({ desk }: Pick<StepProps, 'desk'>): void {
  const { t } = useTranslation('candidate')
  useEffect(
    () =>
      desk?.mutedByServer.on((source) => {
        if (source === 'microphone') showToast(t('interview.muted'))
        if (source === 'screen') showToast(t('interview.share_ended'))
      }),
    [desk, t],
  )
  const stopped = useCallback(() => {
    if (desk?.share.getSnapshot().status !== 'on') return // the media server was first, and it has been said
    void desk.share.stop()
    showToast(t('interview.share_ended'))
  }, [desk, t])
  useLiveEvent('interviews.share_stopped', stopped)
  // The right to share ends with the interview, whichever page comes next.
  useEffect(() => () => void desk?.share.stop(), [desk])
}

export function InterviewPage(props: StepProps) {
  const { now, entryId, local, desk } = props
  const { t } = useTranslation('candidate')
  const name = useNames()
  const { since, connected } = useLiveState()
  const { phase } = useDeskState(desk)
  const { camera, microphone } = useModel(local)
  const people = usePeople(entryId, now, desk)
  const { interview } = now
  useChiefsActs(props)

  const arrives = connected && phase === 'connected'
  const heard = microphone.status === 'on' && microphone.enabled
  const whole = heard && camera.status === 'on' && camera.enabled
  return (
    <div className="kc-stage kc-interview">
      <RehearsalBand on={now.exam.formality === 'rehearsal'} />
      <header className="kc-stage-bar">
        <span className="med ell">{name(now.exam)}</span>
        <span className="dim not-phone ell">{name(now.room)}</span>
        <span className="row g4 push">
          <span className="not-phone">
            <ConnectionFact connection={{ since: phase === 'interrupted' ? 1 : since }} />
          </span>
          {interview && <Clock interview={interview} />}
        </span>
      </header>
      <div className="kc-interview-strips">
        <OfflineStrip connection={{ since }}>
          <SupportPhone phone={now.exam.support_phone} />
        </OfflineStrip>
        <DeskLost desk={desk} />
        <SoundBlocked desk={desk} />
        <DeviceFaults local={local} />
        {desk && <Sharing desk={desk} />}
        {interview?.paused && <AlarmStrip kind="amber">{t('interview.paused')}</AlarmStrip>}
        {!interview?.paused && interview?.interrupted_since && (
          <AlarmStrip kind="amber">{t('interview.interrupted')}</AlarmStrip>
        )}
      </div>
      <main className="kc-interview-room">
        <h1 className="visually-hidden">{t('interview.title')}</h1>
        <Panel people={people} />
        <aside className="kc-light kc-interview-side">
          <div className="grow kc-interview-messages">
            <Messages messages={now.messages} />
          </div>
          <div className="kc-interview-own">
            <OwnTile local={local} name={t('interview.you')} />
            {now.exam.cameras_required > 1 && (
              <SecondCameraTile person={secondCamera(people)} phone={now.phone} />
            )}
          </div>
          <div className="row g3 t14">
            <Icon name={heard ? 'mic' : 'micOff'} size={16} />
            <LevelMeter level={local.level} segments={12} />
            <span className={heard ? 'c-green' : 'c-amber'} role="status">
              {t(heard ? 'interview.hear_you' : 'interview.hear_you_not')}
            </span>
          </div>
        </aside>
      </main>
      <footer className="kc-interview-controls">
        <span className="not-phone">
          <FactMark kind={arrives && whole ? 'ok' : 'warn'}>
            {t(!arrives ? 'interview.not_sent' : whole ? 'interview.sent' : 'interview.sent_partly')}
          </FactMark>
        </span>
        <div className="kc-interview-buttons">
          <Controls {...props} />
        </div>
      </footer>
    </div>
  )
}
