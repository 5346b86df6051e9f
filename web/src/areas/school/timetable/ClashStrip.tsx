import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clash, Timetable, TimetableRoom } from '@/api/school_shapes'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { slotTextOf } from './grid'
import { useClashText } from './words'

interface Props {
  table: Timetable
  /** What blocks. */
  clashes: readonly Clash[]
  locked: boolean
  onMove: (clash: Clash) => void
  onStaff: (room: TimetableRoom) => void
}

/** One clash in a sentence with up to two remedies; the next one by a button. */
export function ClashStrip({ table, clashes, locked, onMove, onStaff }: Props) {
  const { t, i18n } = useTranslation('school/timetable')
  const sentence = useClashText()
  const slotText = slotTextOf(table)
  const [shown, setShown] = useState(0)
  const index = shown % Math.max(1, clashes.length)
  const clash = clashes[index]
  if (!clash) return <AlarmStrip kind="green">{t('no_clashes')}</AlarmStrip>
  const room = table.rooms.find(({ id }) => id === clash.room_id)
  const target = table.rooms.find(({ id }) => id === clash.move_to?.room_id)
  const nameOf = (one: TimetableRoom) => (i18n.language === 'en' && one.name_en) || one.name
  const byStaff = clash.kind === 'relation' || clash.kind === 'staff_twice'
  return (
    <AlarmStrip
      kind="red"
      icon="refused"
      actions={
        <>
          {!locked && clash.move_to && target && (
            <Button size="s" onClick={() => onMove(clash)}>
              {t('move_to', { room: nameOf(target), time: slotText(clash.move_to.slot_starts_at) })}
            </Button>
          )}
          {!locked && byStaff && room && (
            <Button size="s" onClick={() => onStaff(room)}>
              {t('change_staff')}
            </Button>
          )}
          {clashes.length > 1 && (
            <Button kind="text" size="s" iconAfter="right" onClick={() => setShown(index + 1)}>
              {t('next_clash', { index: index + 1, count: clashes.length })}
            </Button>
          )}
        </>
      }
    >
      <b>
        {room && nameOf(room)} {clash.at && slotText(clash.at)}
      </b>{' '}
      {sentence(clash, table)}
    </AlarmStrip>
  )
}
