import { useTranslation } from 'react-i18next'
import { useMediaFault } from '@/features/devices/fault_text'
import { useModel } from '@/media/hooks'
import type { LocalKind, LocalMedia } from '@/media/local.model'
import { ownTileState } from '@/media/tile'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { VideoTile } from '@/ui/VideoTile'

interface TileProps {
  local: LocalMedia
  name: string
  shape?: 'wide' | 'fill'
}

/** The own picture, mirrored as one knows it; others never see it so. */
export function OwnTile({ local, name, shape }: TileProps) {
  const { camera } = useModel(local)
  return (
    <VideoTile
      role="self"
      state={ownTileState(camera)}
      track={camera.track}
      name={name}
      icon="camera"
      mirrored
      shape={shape}
    />
  )
}

const KINDS: LocalKind[] = ['camera', 'microphone']

/** Switched off in the interview, by oneself or by the panel, it stays so on the pages without its switch. */
export function SwitchedOff({ local }: { local: LocalMedia }) {
  const { t } = useTranslation('candidate')
  const state = useModel(local)
  return KINDS.filter((kind) => state[kind].status === 'on' && !state[kind].enabled).map((kind) => (
    <AlarmStrip
      key={kind}
      kind="amber"
      icon={kind === 'camera' ? 'cameraOff' : 'micOff'}
      actions={
        <Button size="l" onClick={() => local.setEnabled(kind, true)}>
          {t(`devices.switch_on_${kind}`)}
        </Button>
      }
    >
      {t(`devices.switched_off_${kind}`)}
    </AlarmStrip>
  ))
}

/** A device that does not open says why, and the way on. */
export function DeviceFaults({ local }: { local: LocalMedia }) {
  const { t } = useTranslation('candidate')
  const fault = useMediaFault()
  const state = useModel(local)
  return KINDS.filter((kind) => state[kind].status === 'failed').map((kind) => (
    <AlarmStrip
      key={kind}
      kind="red"
      icon={kind === 'camera' ? 'cameraOff' : 'micOff'}
      actions={
        <Button size="l" icon="retry" onClick={() => void local.retry(kind)}>
          {t(kind === 'camera' ? 'devices.retry_camera' : 'devices.retry_microphone')}
        </Button>
      }
    >
      {fault(kind, state[kind].fault)}
    </AlarmStrip>
  ))
}
