import { Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Timetable, TimetableEntry } from '@/api/school_shapes'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { rowsOf, slotTextOf, type Spot } from './grid'

interface Props {
  table: Timetable
  entry: TimetableEntry
  onMove: (to: Spot) => void
  onClose: () => void
}

/** 「移动到…」: room and slot by their names, for whoever does not drag. */
export function MoveDialog({ table, entry, onMove, onClose }: Props) {
  const { t, i18n } = useTranslation(['school/timetable', 'common'])
  const ids = { room: useId(), slot: useId() }
  const [room, setRoom] = useState(entry.room_id ?? table.rooms[0]?.id ?? '')
  const [slot, setSlot] = useState(entry.slot_starts_at ?? '')
  const rows = rowsOf(table)
  const slotText = slotTextOf(table)
  return (
    <Dialog
      open
      title={t('move_title', { name: entry.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            kind="primary"
            disabled={!room || !slot}
            onClick={() => onMove({ room_id: room, slot_starts_at: slot })}
          >
            {t('move')}
          </Button>
        </>
      }
    >
      <div className="kc-field">
        <label htmlFor={ids.room}>{t('room')}</label>
        <Select
          id={ids.room}
          value={room}
          onChange={setRoom}
          options={table.rooms.map((one) => ({
            value: one.id,
            label: (i18n.language === 'en' && one.name_en) || one.name,
          }))}
        />
      </div>
      <div className="kc-field">
        <label htmlFor={ids.slot}>{t('slot')}</label>
        <Select
          id={ids.slot}
          value={slot || undefined}
          onChange={setSlot}
          showSearch
          optionFilterProp="label"
          options={rows.map((row) => {
            const there = row.cells.get(room)?.filter((one) => one.id !== entry.id) ?? []
            const names = there.map((one) => one.name).join(t('common:list_comma'))
            return {
              value: row.slot,
              label: names ? t('slot_taken', { time: slotText(row.slot), names }) : slotText(row.slot),
            }
          })}
        />
      </div>
    </Dialog>
  )
}
