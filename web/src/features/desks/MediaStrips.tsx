import { useTranslation } from 'react-i18next'
import { useModel } from '@/media/hooks'
import type { DeskConnection } from '@/media/desk.model'
import type { LocalKind, LocalMedia } from '@/media/local.model'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { formatClock } from '@/ui/format'
import { useElapsedSince } from '@/ui/server_now'

/** What is wrong with this page's own picture and sound, and the way on. Nothing while all is well. */
export function MediaStrips({
  desk,
  local,
  elsewhere,
  onTakeOver,
}: {
  desk: DeskConnection | null
  local: LocalMedia | null
  elsewhere: boolean
  onTakeOver: () => void
}) {
  const { t } = useTranslation('staff')
  return (
    <>
      {elsewhere && (
        <AlarmStrip
          kind="amber"
          icon="laptop"
          actions={
            <Button kind="primary" onClick={onTakeOver}>
              {t('media.continue_here')}
            </Button>
          }
        >
          {t('media.elsewhere')}
        </AlarmStrip>
      )}
      {desk && !elsewhere && <Line desk={desk} />}
      {local && <Faults local={local} />}
    </>
  )
}

function Line({ desk }: { desk: DeskConnection }) {
  const { t } = useTranslation(['staff', 'common'])
  const { phase, since, soundBlocked } = useModel(desk)
  const elapsed = useElapsedSince(since)
  return (
    <>
      {phase === 'interrupted' && elapsed >= 2_000 && (
        <AlarmStrip kind="amber" icon="wifiOff">
          {t('media.reconnecting', { clock: formatClock(elapsed) })}
        </AlarmStrip>
      )}
      {soundBlocked && (
        <AlarmStrip
          kind="amber"
          icon="speaker"
          actions={<Button onClick={() => void desk.startAudio()}>{t('common:media.sound_start')}</Button>}
        >
          {t('common:media.sound_blocked')}
        </AlarmStrip>
      )}
    </>
  )
}

function Faults({ local }: { local: LocalMedia }) {
  const { t } = useTranslation()
  const state = useModel(local)
  const failed = (['camera', 'microphone'] as LocalKind[]).filter((kind) => state[kind].fault)
  return failed.map((kind) => (
    <AlarmStrip
      key={kind}
      kind="amber"
      icon={kind === 'camera' ? 'cameraOff' : 'micOff'}
      actions={<Button onClick={() => void local.retry(kind)}>{t('retry')}</Button>}
    >
      {t(`media.fault.${state[kind].fault ?? 'unknown'}`, { device: t(`media.${kind}`) })}
    </AlarmStrip>
  ))
}
