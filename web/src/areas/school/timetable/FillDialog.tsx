import { useTranslation } from 'react-i18next'
import type { Timetable } from '@/api/school_shapes'
import { Ask } from '@/staff_ui/Ask'
import { Dialog } from '@/ui/Dialog'
import { Button } from '@/ui/Button'
import { PageState } from '@/ui/PageState'
import { useFillingPreview } from './reads'
import { useLeft } from './words'

interface Props {
  table: Timetable
  needsReason: boolean
  onFill: (reason: string) => Promise<unknown>
  onClose: () => void
}

/** What 「自动安排」 would do, before it does it. */
export function FillDialog({ table, needsReason, onFill, onClose }: Props) {
  const { t } = useTranslation(['school/timetable', 'common'])
  const { whyLeft } = useLeft()
  const preview = useFillingPreview(table.exam.id)
  const known = preview.data
  const words = known && (
    <>
      <p>
        {t('fill_will', { count: known.placed })}
        {known.placed > 0 && t(needsReason ? 'fill_no_undo' : 'fill_undo')}
      </p>
      {known.left.length > 0 && (
        <ul>
          {known.left.map((one) => (
            <li key={one.entry_id}>
              <span className="ink">{one.name}</span> <span className="c-amber">{whyLeft(one)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
  if (known && known.placed > 0)
    return (
      <Ask
        title={t('fill_title')}
        act={t('fill', { count: known.placed })}
        write={needsReason ? 'reason' : undefined}
        onClose={onClose}
        onAct={onFill}
      >
        {words}
      </Ask>
    )
  return (
    <Dialog
      open
      title={t('fill_title')}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('common:close')}</Button>}
    >
      <PageState query={preview}>{() => words}</PageState>
    </Dialog>
  )
}
