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

const valuesOf = ({ name, name_en, major }: RoomRow): RoomValues => ({
  name,
  name_en,
  major_id: major?.id ?? null,
})

export function EditRoomDrawer({ room, onClose }: { room: RoomRow; onClose: () => void }) {
  const { t } = useTranslation('school/rooms')
  const cache = useQueryClient()
  const nameOf = useNames()
  const { taken, ...filled } = useSnapshot(room, valuesOf)
  const refusalText = useRefusalText()
  return (
    <FormDrawer<RoomValues>
      title={t('edit_of', { name: nameOf(taken) })}
      {...filled}
      onSave={async ({ name, name_en = '', major_id = null, reason = '' }) => {
        await editRoom(taken.id, { version: taken.version, name, name_en, major_id, reason })
        await cache.invalidateQueries({ queryKey: SCHOOL })
      }}
      refusalText={refusalText}
      onClose={onClose}
    >
      <RoomFields collegeId={room.college.id} />
      {needsReason(room.exam.state) && <ReasonField />}
    </FormDrawer>
  )
}
