import { useTranslation } from 'react-i18next'
import type { Panel } from '@/api/staff_shapes'
import { PersonTile, SelfTile } from '@/features/desks/PersonTile'
import type { LocalMedia } from '@/media/local.model'
import type { Seated } from '../desk_people'

interface Props {
  panel: Panel
  seated: readonly Seated[]
  /** Null for whoever only watches. */
  local: LocalMedia | null
  /** A strip below the candidate, or the whole stage while the panel is among itself. */
  strip: boolean
}

/** The panel: whoever has come, under the role that they sit here in; oneself last. */
export function PanelTiles({ panel, seated, local, strip }: Props) {
  const { t } = useTranslation(['staff', 'states'])
  const me = panel.me.person_id
  const others = panel.panel
    .filter(({ person_id }) => person_id !== me)
    .map((member) => ({ member, seat: seated.find(({ person_id }) => person_id === member.person_id) }))
    // Who has closed the page keeps a seat to come back to; an empty chair is told in the list of members.
    .filter(({ member, seat }) => seat?.view?.present || (seat && member.online))
  const mine = panel.panel.find(({ person_id }) => person_id === me)
  const count = others.length + (local ? 1 : 0)
  if (count === 0) return null
  return (
    <div className={strip ? 'kc-panel-strip' : 'kc-panel-grid'} data-count={count}>
      {others.map(({ member, seat }) => (
        <PersonTile
          key={member.person_id}
          whose={member.person_id}
          view={seat?.view}
          role={member.role}
          name={member.name}
          note={t(`states:role.${member.role as 'examiner'}`)}
          shape="fill"
        />
      ))}
      {local && (
        <SelfTile
          local={local}
          name={panel.me.name}
          note={
            strip || !mine
              ? t('own.mirrored')
              : `${t(`states:role.${mine.role as 'examiner'}`)} · ${t('own.mirrored')}`
          }
          shape="fill"
        />
      )}
    </div>
  )
}
