import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clash, Timetable } from '@/api/school_shapes'

/** A clash in a sentence; `table` where the candidate and the room are not seen beside it. */
export function useClashText(): (clash: Clash, table?: Timetable) => string {
  const { t, i18n } = useTranslation('school/timetable')
  const english = i18n.language === 'en'
  return useCallback(
    (clash, table) => {
      const nameOf = (id: string | null) => {
        const room = table?.rooms.find((one) => one.id === id)
        return room && ((english && room.name_en) || room.name)
      }
      const entry = table?.entries.find(({ id }) => id === clash.entry_id)
      const words = {
        name: entry?.name ?? '',
        room: nameOf(clash.room_id) ?? '',
        person: clash.person,
        other: nameOf(clash.other_room_id) ?? ((english && clash.other_en) || clash.other),
      }
      const where = entry || clash.kind === 'staff_twice' ? 'full' : 'short'
      return t(`clash.${clash.kind}.${where}`, words).trim()
    },
    [t, english],
  )
}
