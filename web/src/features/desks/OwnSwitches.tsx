import { useTranslation } from 'react-i18next'
import { useModel } from '@/media/hooks'
import type { LocalKind, LocalMedia } from '@/media/local.model'
import { Button } from '@/ui/Button'

/** Own microphone and camera: the words say how it is now, a press changes it. */
export function OwnSwitches({ local, size = 'm' }: { local: LocalMedia; size?: 's' | 'm' }) {
  const { t } = useTranslation('staff')
  const state = useModel(local)
  const one = (kind: LocalKind) => {
    const { enabled, status } = state[kind]
    const on = enabled && status !== 'failed'
    const icon = kind === 'camera' ? (on ? 'camera' : 'cameraOff') : on ? 'mic' : 'micOff'
    const word = kind === 'camera' ? (on ? 'camera_on' : 'camera_off') : on ? 'mic_on' : 'mic_off'
    return (
      <Button
        size={size}
        icon={icon}
        onClick={() => (status === 'failed' ? void local.retry(kind) : local.setEnabled(kind, !enabled))}
      >
        {t(`own.${word}`)}
      </Button>
    )
  }
  return (
    <div className="row">
      {one('microphone')}
      {one('camera')}
    </div>
  )
}
