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

/** A device that does not open says why, and the way on. */
export function DeviceFaults({ local }: { local: LocalMedia }) {
  const { t } = useTranslation('candidate')
  const fault = useMediaFault()
  const state = useModel(local)
  const kinds: LocalKind[] = ['camera', 'microphone']
  return kinds
    .filter((kind) => state[kind].status === 'failed')
    .map((kind) => (
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
