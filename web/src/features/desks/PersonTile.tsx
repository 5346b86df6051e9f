import { useTranslation } from 'react-i18next'
import { ownTileState } from '@/media/tile'
import { useModel } from '@/media/hooks'
import type { LocalMedia } from '@/media/local.model'
import type { PersonView } from '@/media/people'
import { VideoTile, type VideoTileProps } from '@/ui/VideoTile'
import { useSteadyTile } from './steady_tile'

type Frame = Omit<VideoTileProps, 'state' | 'track' | 'speaking'>

/** Somebody else at the desk, by what arrives from their seat. */
export function PersonTile({
  whose,
  view,
  ...frame
}: Frame & { whose: string; view: PersonView | undefined }) {
  const state = useSteadyTile(whose, view)
  return (
    <VideoTile
      {...frame}
      state={state}
      track={view?.camera?.mediaTrack ?? null}
      speaking={view?.speaking ?? false}
    />
  )
}

/** The own picture, mirrored for oneself alone. */
export function SelfTile({
  local,
  name,
  note,
  ...frame
}: Omit<Frame, 'role' | 'name'> & { local: LocalMedia; name: string }) {
  const { t } = useTranslation('staff')
  const { camera } = useModel(local)
  return (
    <VideoTile
      {...frame}
      role="self"
      name={name}
      note={note ?? t('own.mirrored')}
      state={ownTileState(camera)}
      track={camera.track}
      mirrored
    />
  )
}
