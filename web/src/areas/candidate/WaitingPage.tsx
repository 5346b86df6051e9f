import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PairingCard } from '@/features/desks/PairingCard'
import { SupportPhone } from '@/features/exams/SupportPhone'
import { TicketList } from '@/features/exams/TicketBox'
import { HelpDialog } from '@/features/waiting/HelpDialog'
import { Messages } from '@/features/waiting/Messages'
import { PlaceCard, TalkCard } from '@/features/waiting/PlaceCard'
import { Requirements } from '@/features/waiting/Requirements'
import { askHelp, comeBack, goAway, withdrawHelp } from '@/features/waiting/candidate_waiting'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { notify } from '@/ui/attention'
import { Button } from '@/ui/Button'
import { formatClock } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { LevelMeter } from '@/ui/Meters'
import { useServerNow } from '@/ui/server_now'
import { playCue } from '@/media/sounds'
import { DeskLost, RingPermission, SoundBlocked } from './DeskStrips'
import { Frame } from './Frame'
import { useAct } from './now'
import { OfficerTile } from './OfficerTile'
import { DeviceFaults, OwnTile, SwitchedOff } from './OwnTile'
import { secondCamera, SecondCameraTile } from './SecondCamera'
import type { StepProps } from './steps'
import { useDeskState } from '@/media/hooks'
import { usePeople } from './usePeople'

const Announcements = lazy(() => import('./announcements/Waiting'))

function useTalkCue(talkId: string | undefined): void {
  const { t } = useTranslation('candidate')
  useEffect(() => {
    if (!talkId) return
    void playCue('talk')
    return notify(t('waiting.talk_title'), t('waiting.talk_text'), `talk-${talkId}`)
  }, [talkId, t])
}

function Away({ since }: { since: string }) {
  const { t } = useTranslation('candidate')
  const clock = formatClock(useServerNow() - Date.parse(since))
  return (
    <AlarmStrip kind="amber" icon="leave">
      {t('waiting.away_since', { clock })}
    </AlarmStrip>
  )
}

/** Whether somebody looks, in a place of its own, so that nothing below moves. */
function Eye({ watched }: { watched: boolean }) {
  const { t } = useTranslation('candidate')
  return (
    <span
      className={`row g1 t12 kc-eye ${watched ? 'on' : ''}`}
      role="status"
      data-testid="watched"
      data-watched={watched}
    >
      <Icon name="eye" size={16} />
      {t(watched ? 'waiting.watched' : 'waiting.may_watch')}
    </span>
  )
}

function Foot({ now, entryId, lookBack, onHelp }: StepProps & { onHelp: () => void }) {
  const { t } = useTranslation('candidate')
  const leave = useAct(entryId, () => goAway(entryId))
  const back = useAct(entryId, () => comeBack(entryId))
  const solved = useAct(entryId, () => withdrawHelp(entryId))
  const away = now.queue?.away_since
  const asked = now.queue?.help_asked_at
  const talking = now.step === 'talk'
  return (
    <>
      {away ? (
        <Button size="l" kind="primary" icon="check" busy={back.isPending} onClick={() => back.mutate()}>
          {t('waiting.back')}
        </Button>
      ) : (
        <Button
          size="l"
          icon="leave"
          aria-disabled={talking}
          busy={leave.isPending}
          onClick={() => leave.mutate()}
        >
          {t('waiting.away')}
        </Button>
      )}
      {asked ? (
        <Button size="l" icon="check" busy={solved.isPending} onClick={() => solved.mutate()}>
          {t('waiting.help_withdraw')}
        </Button>
      ) : (
        <Button size="l" icon="hand" onClick={onHelp}>
          {t('waiting.help')}
        </Button>
      )}
      <Button size="l" icon="gear" aria-disabled={talking} onClick={() => lookBack('device_check')}>
        {t('waiting.check')}
      </Button>
      <span className="grow" />
      <span className="t14 dim not-phone">{t(talking ? 'waiting.heard' : 'waiting.nothing_to_do')}</span>
    </>
  )
}

export function WaitingPage(props: StepProps) {
  const { now, entryId, local, desk } = props
  const { t } = useTranslation('candidate')
  const people = usePeople(entryId, now, desk)
  const { phase } = useDeskState(desk)
  const [asking, setAsking] = useState(false)
  const help = useAct(entryId, (text: string) => askHelp(entryId, text), t('waiting.help_sent'))
  const second = secondCamera(people)
  const talking = now.step === 'talk'
  useTalkCue(now.talk?.id)

  return (
    <Frame
      now={now}
      wide
      offline={t('waiting.offline_text')}
      foot={<Foot {...props} onHelp={() => setAsking(true)} />}
    >
      {!talking && <h1 className="visually-hidden">{t('waiting.title')}</h1>}
      <RingPermission />
      {!props.screenKeptOn && <AlarmStrip kind="act">{t('waiting.keep_on')}</AlarmStrip>}
      <DeviceFaults local={local} />
      <SwitchedOff local={local} />
      <DeskLost desk={desk} />
      <SoundBlocked desk={desk} />
      {now.announcements.total > 0 && (
        <Suspense>
          <Announcements unread={now.announcements.unread} />
        </Suspense>
      )}
      <div className="kc-wait">
        <div className="kc-wait-main">
          {talking && now.talk ? (
            <TalkCard startedAt={now.talk.started_at} />
          ) : (
            now.queue && <PlaceCard queue={now.queue} updatedAt={Date.parse(now.server_time)} />
          )}
          {props.backFrom && (
            <AlarmStrip kind="amber" icon="bell">
              {t(`ringing.${props.backFrom}`)}
            </AlarmStrip>
          )}
          {now.queue?.away_since && <Away since={now.queue.away_since} />}
          {now.queue?.help_asked_at && (
            <AlarmStrip kind="amber" icon="hand">
              {t('waiting.help_open')}
            </AlarmStrip>
          )}
          <div className={`kc-wait-tiles ${talking ? 'talking' : ''}`}>
            <div className="col">
              <h4>{t('waiting.officer')}</h4>
              <OfficerTile now={now} people={people} />
            </div>
            <div className="col">
              <div className="row between wrap">
                <h4>{t('waiting.own')}</h4>
                <span className="row">
                  <Icon name="mic" size={16} />
                  <LevelMeter level={local.level} segments={8} />
                </span>
              </div>
              <OwnTile local={local} name={t('waiting.own_name', { name: now.candidate.name })} />
            </div>
          </div>
          <div className="row between wrap">
            <Eye watched={now.watched} />
            <span className="t12 dim" role="status">
              {!now.desk.open
                ? t('waiting.desk_closed')
                : phase === 'connecting' && t('waiting.desk_connecting')}
            </span>
          </div>
          <Messages messages={now.messages} />
          <TicketList tickets={now.tickets} />
        </div>
        <div className="kc-wait-side">
          {now.exam.cameras_required > 1 && (
            <PairingCard
              rosterEntryId={entryId}
              phone={now.phone}
              sending={Boolean(second?.view?.camera?.mediaTrack)}
              tile={<SecondCameraTile person={second} phone={now.phone} />}
            />
          )}
          <Requirements items={now.missing} talking={talking} />
          <p className="t12 dim">{t('waiting.private')}</p>
        </div>
      </div>
      <HelpDialog
        open={asking}
        busy={help.isPending}
        onClose={() => setAsking(false)}
        onSend={(text) => help.mutate(text, { onSuccess: () => setAsking(false) })}
      >
        <SupportPhone line phone={now.exam.support_phone} />
      </HelpDialog>
    </Frame>
  )
}
