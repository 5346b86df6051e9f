import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RoomRow, Sharing } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { PageState } from '@/ui/PageState'
import { showToast } from '@/ui/toast'
import { SCHOOL } from '../me'
import { needsReason } from './marks'
import { previewSharing, shareStaff } from './reads'
import { useNames } from './useNames'

type Change = Sharing['rooms'][number]
const differs = ({ added, removed }: Change) => added.length + removed.length > 0

/** This room as the pattern of its major: who comes and who goes in each other room, before it is done. */
export function ShareDialog({ room, onClose }: { room: RoomRow; onClose: () => void }) {
  const { t } = useTranslation('school/rooms')
  const nameOf = useNames()
  const cache = useQueryClient()
  // Read when it is opened, and not again under the eyes of whoever decides: what changed meanwhile is refused.
  const preview = useQuery({
    queryKey: ['sharing', room.id],
    queryFn: () => previewSharing(room.id),
    staleTime: Infinity,
    gcTime: 0,
  })
  const changed = preview.data?.rooms.filter(differs) ?? []
  const [share] = useAct(async (reason: string) => {
    await shareStaff(room.id, preview.data!.version, changed, reason)
    await cache.invalidateQueries({ queryKey: SCHOOL })
    showToast(t('share.done', { count: changed.length }))
    return true
  })
  return (
    <Ask
      title={t('share.title', { name: nameOf(room) })}
      act={t('share.act', { count: changed.length })}
      idle={changed.length === 0}
      write={changed.length > 0 && needsReason(room.exam.state) ? 'reason' : undefined}
      onClose={onClose}
      onAct={share}
    >
      <p>{t('share.text', { major: room.major ? nameOf(room.major) : t('every_major') })}</p>
      <PageState query={preview}>
        {({ rooms }) =>
          changed.length === 0 ? (
            <p className="dim">{t(rooms.length === 0 ? 'share.alone' : 'share.same')}</p>
          ) : (
            <ul className="kc-share">
              {changed.map((one) => (
                <li key={one.id}>
                  <b>{nameOf(one)}</b>
                  <People act="added" people={one.added} />
                  <People act="removed" people={one.removed} />
                </li>
              ))}
            </ul>
          )
        }
      </PageState>
    </Ask>
  )
}

function People({ act, people }: { act: 'added' | 'removed'; people: Change['added'] }) {
  const { t } = useTranslation(['school/rooms', 'states', 'common'])
  if (people.length === 0) return null
  const names = people.map(({ name, role }) => t('share.one', { name, role: t(`states:role.${role}`) }))
  return <span>{t(`share.${act}`, { names: names.join(t('common:list_comma')) })}</span>
}
