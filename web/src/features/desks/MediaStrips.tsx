import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/client'
import { useModel } from '@/media/hooks'
import type { DeskConnection } from '@/media/desk.model'
import type { LocalKind, LocalMedia } from '@/media/local.model'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
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

/** A move of the panel or the end of an interview closes a seat for a moment. */
const SETTLED_MS = 3_000

/** The server let us in no longer, or not at all: nothing goes on by itself. */
export function Stopped({ code, onRetry }: { code: string; onRetry: () => void }) {
  const { t } = useTranslation(['staff', 'common'])
  const text = useErrorText()
  return (
    <AlarmStrip kind="amber" icon="wifiOff" actions={<Button onClick={onRetry}>{t('common:retry')}</Button>}>
      {t('media.stopped', { reason: text(new ApiError(code, 0)) })}
    </AlarmStrip>
  )
}

function Line({ desk }: { desk: DeskConnection }) {
  const { t } = useTranslation(['staff', 'common'])
  const { phase, since, soundBlocked, stoppedBy } = useModel(desk)
  const elapsed = useElapsedSince(since)
  return (
    <>
      {phase === 'interrupted' && elapsed >= 2_000 && (
        <AlarmStrip kind="amber" icon="wifiOff">
          {t('media.reconnecting', { clock: formatClock(elapsed) })}
        </AlarmStrip>
      )}
      {phase === 'stopped' && elapsed >= SETTLED_MS && (
        <Stopped code={stoppedBy ?? 'unknown'} onRetry={() => desk.start()} />
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
