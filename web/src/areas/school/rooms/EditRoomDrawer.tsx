import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RoomRow } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { SCHOOL } from '../me'
import { needsReason } from './marks'
import { editRoom } from './reads'
import { ReasonField, RoomFields, type RoomValues } from './RoomFields'
import { useNames } from './useNames'

export function EditRoomDrawer({ room, onClose }: { room: RoomRow; onClose: () => void }) {
  const { t } = useTranslation('school/rooms')
  const cache = useQueryClient()
  const nameOf = useNames()
  const reread = () => cache.invalidateQueries({ queryKey: SCHOOL })
  return (
    <FormDrawer<RoomValues>
      title={t('edit_of', { name: nameOf(room) })}
      initial={{ name: room.name, name_en: room.name_en, major_id: room.major?.id ?? null }}
      onSave={async ({ name, name_en = '', major_id = null, reason = '' }) => {
        await editRoom(room.id, { version: room.version, name, name_en, major_id, reason })
        await reread()
      }}
      onReload={() => {
        void reread()
        onClose()
      }}
      onClose={onClose}
    >
      <RoomFields collegeId={room.college.id} />
      {needsReason(room.exam.state) && <ReasonField />}
    </FormDrawer>
  )
}
