import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clash, Filled, Timetable } from '@/api/school_shapes'

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

type Left = Filled['left'][number]
const NAMED = 3

/** Whom filling leaves without a place, and what keeps each of them. */
export function useLeft() {
  const { t } = useTranslation(['school/timetable', 'common'])
  const comma = t('common:list_comma')
  const whyLeft = ({ reason, staff }: Left) => t(`left.${reason}`, { staff: staff.join(comma) })
  const whoIsLeft = (left: readonly Left[]) => {
    const who = left.slice(0, NAMED).map((one) => t('left_one', { name: one.name, why: whyLeft(one) }))
    return left.length > NAMED ? t('left_more', { who: who.join(comma) }) : who.join(comma)
  }
  return { whyLeft, whoIsLeft }
}
