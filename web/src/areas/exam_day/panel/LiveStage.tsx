import { useTranslation } from 'react-i18next'
import type { BoardRow } from '@/api/staff_shapes'
import type { PersonView } from '@/media/people'
import { tileState } from '@/media/tile'
import { PersonTile } from '@/features/desks/PersonTile'
import { Icon } from '@/ui/Icon'
import { VideoTile, type TileState } from '@/ui/VideoTile'

interface Props {
  row: BoardRow
  cameras: number
  candidate: PersonView | undefined
  candidateState: TileState
  phone: PersonView | undefined
  /** The clock of the interview stands because of the loss: said where one looks. */
  lostHint?: string
}

/** The candidate's pictures. A share goes in front; both cameras stay below it. */
export function LiveStage({ row, cameras, candidate, candidateState, phone, lostHint }: Props) {
  const { t } = useTranslation('staff')
  const screen = candidate?.screen
  const sharing = Boolean(screen?.mediaTrack)
  const two = cameras > 1 || phone !== undefined
  const battery = row.phone?.battery_percent
  const layout = sharing ? 'sharing' : two ? 'two' : 'one'
  return (
    <div className={`kc-live ${layout}`}>
      {sharing && (
        <div className="kc-live-share">
          <VideoTile
            role="share"
            name={t('media.share_of', { name: row.name })}
            icon="share"
            state={tileState(screen)}
            track={screen?.mediaTrack ?? null}
            fit="contain"
            shape="fill"
            plate="top"
            big
          />
        </div>
      )}
      <div className="kc-live-candidate">
        <VideoTile
          role="candidate"
          name={row.name}
          note={t('media.computer')}
          state={candidateState}
          track={candidate?.camera?.mediaTrack ?? null}
          speaking={candidate?.speaking ?? false}
          shape="fill"
          big={!sharing}
          hint={candidateState.kind === 'interrupted' ? lostHint : undefined}
        />
      </div>
      {two && (
        <div className="kc-live-second">
          <PersonTile
            role="second_camera"
            whose={row.entry_id}
            view={phone}
            name={t('media.second_camera')}
            note={typeof battery === 'number' ? t('media.battery', { percent: battery }) : undefined}
            icon="phone"
            shape="fill"
          />
        </div>
      )}
      {two && !sharing && (
        <div className="kc-live-quiet">
          <Icon name="share" size={24} />
          <span>{t('media.no_share')}</span>
          <small className="dim">{t('media.no_share_hint')}</small>
        </div>
      )}
    </div>
  )
}
