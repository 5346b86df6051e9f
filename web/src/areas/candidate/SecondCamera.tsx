import { useTranslation } from 'react-i18next'
import { tileState } from '@/media/tile'
import { VideoTile } from '@/ui/VideoTile'
import type { EntryNow } from './now'
import type { AtDesk } from './usePeople'

export function secondCamera(people: readonly AtDesk[]): AtDesk | undefined {
  return people.find(({ role }) => role === 'second_camera')
}

/** The phone's picture as staff see it. */
export function SecondCameraTile({
  person,
  phone,
  shape,
}: {
  person: AtDesk | undefined
  phone: EntryNow['phone']
  shape?: 'wide' | 'fill'
}) {
  const { t } = useTranslation(['candidate', 'common'])
  const camera = person?.view?.camera
  const note =
    phone.battery_percent === null ? undefined : t('common:tile.battery', { percent: phone.battery_percent })
  return (
    <VideoTile
      role="second_camera"
      state={tileState(camera)}
      track={camera?.mediaTrack}
      name={t('pairing.second_camera')}
      note={note}
      icon="phone"
      shape={shape}
    />
  )
}
