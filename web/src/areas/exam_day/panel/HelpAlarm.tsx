import { useTranslation } from 'react-i18next'
import type { BoardRow } from '@/api/staff_shapes'
import { settleHelp } from '@/features/waiting/staff_acts'
import { useAct } from '@/staff_ui/act'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'

/** The candidate before the panel pressed 「求助」: whoever sits here sees it, not the officer alone. */
export function HelpAlarm({ row, chief }: { row: BoardRow; chief: boolean }) {
  const { t } = useTranslation('staff')
  const [settle, settling] = useAct(() => settleHelp(row.entry_id))
  if (!row.help_asked_at) return null
  return (
    <AlarmStrip
      kind="amber"
      icon="hand"
      actions={
        chief && (
          <Button icon="check" busy={settling} onClick={() => void settle()}>
            {t('board.settle_help')}
          </Button>
        )
      }
    >
      {t(row.help_text ? 'board.alarm_help' : 'panel.help', { name: row.name, text: row.help_text })}
    </AlarmStrip>
  )
}
