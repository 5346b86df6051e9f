import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RoomRow } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { useRefusalText } from '../changed'
import { SCHOOL } from '../me'
import { useSnapshot } from '../snapshot'
import { needsReason } from './marks'
import { editRoom } from './reads'
import { ReasonField, RoomFields, type RoomValues } from './RoomFields'
import { useNames } from './useNames'

export function EditRoomDrawer({ room, onClose }: { room: RoomRow; onClose: () => void }) {
  const { t } = useTranslation('school/rooms')
  const cache = useQueryClient()
  const nameOf = useNames()
  const { taken, key, reload } = useSnapshot(room)
  const refusalText = useRefusalText()
  return (
    <FormDrawer<RoomValues>
      key={key}
      title={t('edit_of', { name: nameOf(taken) })}
      initial={{ name: taken.name, name_en: taken.name_en, major_id: taken.major?.id ?? null }}
      onSave={async ({ name, name_en = '', major_id = null, reason = '' }) => {
        await editRoom(taken.id, { version: taken.version, name, name_en, major_id, reason })
        await cache.invalidateQueries({ queryKey: SCHOOL })
      }}
      onReload={reload}
      refusalText={refusalText}
      onClose={onClose}
    >
      <RoomFields collegeId={room.college.id} />
      {needsReason(room.exam.state) && <ReasonField />}
    </FormDrawer>
  )
}
