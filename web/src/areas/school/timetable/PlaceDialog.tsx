import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimetableEntry } from '@/api/school_shapes'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Select } from '@/ui/Select'

interface Props {
  unplaced: readonly TimetableEntry[]
  /** Room and time. */
  where: string
  onPlace: (entry: TimetableEntry) => void
  onClose: () => void
}

/** A free slot was chosen: who comes there. */
export function PlaceDialog({ unplaced, where, onPlace, onClose }: Props) {
  const { t } = useTranslation(['school/timetable', 'common'])
  const [chosen, setChosen] = useState<string | null>(null)
  const entry = unplaced.find(({ id }) => id === chosen)
  return (
    <Dialog
      open
      title={t('place_title', { where })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button kind="primary" disabled={!entry} onClick={() => entry && onPlace(entry)}>
            {t('place')}
          </Button>
        </>
      }
    >
      {unplaced.length === 0 ? (
        <p className="t14">{t('place_nobody')}</p>
      ) : (
        <Select
          label={t('candidate')}
          value={chosen}
          onChange={setChosen}
          options={unplaced.map((one) => ({
            value: one.id,
            label: `${one.name} ${one.candidate_number}`,
          }))}
        />
      )}
    </Dialog>
  )
}
