import { useTranslation } from 'react-i18next'
import type { TimetableEntry } from '@/api/school_shapes'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'

interface Props {
  entry: TimetableEntry
  onMoveTo: () => void
  /** In a draft. */
  onTakeOut: (() => void) | undefined
  onCancel: () => void
}

/** Who is on the way, and every way on: a slot in the grid, a dialog, out of it, or back. */
export function MovingStrip({ entry, onMoveTo, onTakeOut, onCancel }: Props) {
  const { t } = useTranslation(['school/timetable', 'common'])
  return (
    <AlarmStrip
      kind="act"
      actions={
        <>
          <Button size="s" onClick={onMoveTo}>
            {t('move_elsewhere')}
          </Button>
          {onTakeOut && (
            <Button size="s" onClick={onTakeOut}>
              {t('take_out')}
            </Button>
          )}
          <Button kind="text" size="s" onClick={onCancel}>
            {t('common:cancel')}
          </Button>
        </>
      }
    >
      <b>{entry.name}</b> {t('moving_hint')}
    </AlarmStrip>
  )
}
