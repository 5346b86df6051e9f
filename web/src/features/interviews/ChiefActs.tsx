import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardRow, InterviewShape, RoomHead } from '@/api/staff_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { useNames } from '@/ui/names'
import { showToast } from '@/ui/toast'
import * as acts from './staff_acts'

/** While somebody is examined. What ends it stands last, behind a line, and asks once. */
export function LiveActs({
  interview,
  name,
  sharing,
  onEnded,
}: {
  interview: InterviewShape
  name: string
  sharing: boolean
  onEnded: (interviewId: string) => void
}) {
  const { t } = useTranslation('staff')
  const { id } = interview
  const [asking, setAsking] = useState(false)
  const said = async (answer: Promise<unknown>, words: string) => {
    await answer
    showToast(words)
    return true
  }
  const over = async (answer: Promise<unknown>, words: string) => {
    await answer
    onEnded(id)
    return said(answer, words)
  }
  const [mute, muting] = useAct(() => said(acts.muteCandidate(id), t('panel.muted')))
  const [stopShare, stopping] = useAct(() => acts.stopShare(id))
  const [extend, extending] = useAct(() => said(acts.extend(id, 120), t('panel.extended')))
  const [pause, pausing] = useAct(() => acts.pause(id))
  const [resume, resuming] = useAct(() => acts.resume(id))
  const [sendBack, sending] = useAct(() => over(acts.sendBack(id), t('panel.sent_back', { name })))
  const [end] = useAct(() => over(acts.endInterview(id), t('panel.ended', { name })))
  return (
    <>
      <Button
        icon="share"
        className={`kc-stop-share ${sharing ? '' : 'kc-later'}`}
        busy={stopping}
        onClick={() => void stopShare()}
      >
        {t('panel.stop_share')}
      </Button>
      <Button icon="micOff" busy={muting} onClick={() => void mute()}>
        {t('panel.mute')}
      </Button>
      <Button icon="clock" busy={extending} onClick={() => void extend()}>
        {t('panel.extend')}
      </Button>
      {interview.paused_since ? (
        <Button icon="play" kind="primary" busy={resuming} onClick={() => void resume()}>
          {t('panel.resume')}
        </Button>
      ) : (
        <Button icon="pause" busy={pausing} onClick={() => void pause()}>
          {t('panel.pause')}
        </Button>
      )}
      <Button icon="left" busy={sending} onClick={() => void sendBack()}>
        {t('panel.send_back')}
      </Button>
      <span className="kc-divide" aria-hidden="true" />
      <Button kind="danger" icon="leave" onClick={() => setAsking(true)}>
        {t('panel.end', { name })}
      </Button>
      {asking && (
        <Ask
          title={t('panel.end', { name })}
          act={t('panel.end', { name })}
          danger
          onClose={() => setAsking(false)}
          onAct={end}
        >
          {t('panel.end_text')}
        </Ask>
      )}
    </>
  )
}

export function RingingActs({ invitationId }: { invitationId: string }) {
  const { t } = useTranslation('staff')
  const [withdraw, busy] = useAct(() => acts.withdraw(invitationId))
  return (
    <Button icon="close" busy={busy} onClick={() => void withdraw()}>
      {t('panel.withdraw')}
    </Button>
  )
}

/** Between two candidates: call the next, set somebody aside, or close the room. */
export function BetweenActs({
  room,
  next,
  left,
  onDefer,
}: {
  room: RoomHead
  next: BoardRow | undefined
  /** Who would stay unexamined if the room closed now. */
  left: number
  onDefer: (row: BoardRow) => Promise<unknown>
}) {
  const { t } = useTranslation(['staff', 'common'])
  const [asking, setAsking] = useState<'invite' | 'close' | null>(null)
  const name = useNames()
  const [invite, inviting] = useAct((row: BoardRow, reason: string | null) =>
    acts.invite(row.entry_id, reason),
  )
  const [close] = useAct(() => acts.closeRoom(room.id))
  const uncleared = room.clearance_required && next?.state !== 'cleared'
  const related = next?.close_to.join(t('common:list_comma'))
  const needsReason = uncleared || Boolean(related)
  return (
    <>
      <Button icon="lock" onClick={() => setAsking('close')}>
        {t('panel.close')}
      </Button>
      {next && (
        <>
          <Button icon="retry" onClick={() => void onDefer(next)}>
            {t('panel.defer', { name: next.name })}
          </Button>
          <Button
            kind="primary"
            icon="bell"
            busy={inviting}
            onClick={() => (needsReason ? setAsking('invite') : void invite(next, null))}
          >
            {t('panel.invite', { name: next.name })}
          </Button>
        </>
      )}
      {asking === 'invite' && next && (
        <Ask
          title={t('panel.invite_title', { name: next.name })}
          act={t('panel.invite_short')}
          write="reason"
          onClose={() => setAsking(null)}
          onAct={(reason) => invite(next, reason)}
        >
          {related && (
            <p className="ink med">{t('panel.invite_related', { name: next.name, names: related })}</p>
          )}
          {uncleared && <p>{t('panel.invite_uncleared', { name: next.name })}</p>}
          {t('panel.invite_text')}
        </Ask>
      )}
      {asking === 'close' && (
        <Ask
          title={t('panel.close_title', { room: name(room) })}
          act={t('panel.close')}
          danger
          onClose={() => setAsking(null)}
          onAct={close}
        >
          {left > 0 && <p className="ink med">{t('panel.close_left', { count: left })}</p>}
          {t('panel.close_text')}
        </Ask>
      )}
    </>
  )
}

export function ClosedActs({ room }: { room: RoomHead }) {
  const { t } = useTranslation('staff')
  const [asking, setAsking] = useState(false)
  const name = useNames()
  const [reopen] = useAct((reason: string) => acts.reopenRoom(room.id, reason))
  return (
    <>
      <Button kind="primary" icon="retry" onClick={() => setAsking(true)}>
        {t('panel.reopen')}
      </Button>
      {asking && (
        <Ask
          title={t('panel.reopen_title', { room: name(room) })}
          act={t('panel.reopen')}
          write="reason"
          onClose={() => setAsking(false)}
          onAct={reopen}
        />
      )}
    </>
  )
}

/** Ended by mistake: until the next is invited. */
export function RestoreAct({ interviewId, name }: { interviewId: string; name: string }) {
  const { t } = useTranslation('staff')
  const [asking, setAsking] = useState(false)
  const [restore] = useAct((reason: string) => acts.reopenInterview(interviewId, reason))
  return (
    <>
      <Button icon="retry" onClick={() => setAsking(true)}>
        {t('panel.restore', { name })}
      </Button>
      {asking && (
        <Ask
          title={t('panel.restore_title', { name })}
          act={t('panel.restore', { name })}
          write="reason"
          onClose={() => setAsking(false)}
          onAct={restore}
        >
          {t('panel.restore_text')}
        </Ask>
      )}
    </>
  )
}
