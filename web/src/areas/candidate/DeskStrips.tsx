import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskConnection } from '@/media/desk.model'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { formatClock } from '@/ui/format'
import { useElapsedSince } from '@/ui/server_now'
import { wakeSounds } from '@/media/sounds'
import { useDeskState, useModel } from '@/media/hooks'

/** Short hiccups heal before anybody could read about them. */
const WORTH_SAYING_MS = 2_000

/** Picture and sound are away: with a clock, and gone by itself. */
export function DeskLost({ desk }: { desk: DeskConnection | null }) {
  const { t } = useTranslation('candidate')
  const { phase, since } = useDeskState(desk)
  const elapsed = useElapsedSince(since)
  if (phase !== 'interrupted' || elapsed < WORTH_SAYING_MS) return null
  return (
    <AlarmStrip kind="amber" icon="wifiOff">
      <span data-testid="desk-lost">{t('waiting.desk_lost', { clock: formatClock(elapsed) })}</span>
    </AlarmStrip>
  )
}

/** The browser held back the sound of somebody who speaks. */
export function SoundBlocked({ desk }: { desk: DeskConnection | null }) {
  const { t } = useTranslation('common')
  const { soundBlocked } = useDeskState(desk)
  if (!soundBlocked) return null
  return (
    <AlarmStrip
      kind="amber"
      icon="speaker"
      loud
      actions={
        <Button size="l" kind="primary" onClick={() => void desk?.startAudio()}>
          {t('media.sound_start')}
        </Button>
      }
    >
      {t('media.sound_blocked')}
    </AlarmStrip>
  )
}

/** What is on the screen leaves this machine: said for as long as it does. */
export function Sharing({ desk }: { desk: DeskConnection }) {
  const { t } = useTranslation('candidate')
  const { status } = useModel(desk.share)
  if (status !== 'on') return null
  return (
    <AlarmStrip kind="act" icon="share">
      {t('interview.sharing')}
    </AlarmStrip>
  )
}

/** After a reload the page has not been touched yet, so it could not ring. */
export function RingPermission() {
  const { t } = useTranslation('candidate')
  const [silent, setSilent] = useState(() => navigator.userActivation?.hasBeenActive === false)
  useEffect(() => {
    if (!silent) return
    const touched = () => {
      wakeSounds()
      setSilent(false)
    }
    window.addEventListener('click', touched)
    window.addEventListener('keydown', touched)
    return () => {
      window.removeEventListener('click', touched)
      window.removeEventListener('keydown', touched)
    }
  }, [silent])
  if (!silent) return null
  return (
    <AlarmStrip
      kind="act"
      icon="bell"
      actions={
        <Button size="l" onClick={wakeSounds}>
          {t('waiting.sound_button')}
        </Button>
      }
    >
      {t('waiting.sound_title')}
    </AlarmStrip>
  )
}
