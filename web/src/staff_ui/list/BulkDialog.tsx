import { useTranslation } from 'react-i18next'
import { Ask, Show } from '@/staff_ui/Ask'
import type { BulkPreview, PlainBulkAct } from './bulk'
import { BulkOutcomeText } from './BulkOutcomeText'

interface Props {
  act: PlainBulkAct
  preview: BulkPreview
  onClose: () => void
  onRun: (reason: string) => Promise<unknown>
}

/** What will be done, what will not and why; only then the button, with the number in it. */
export function BulkDialog({ act, preview, onClose, onRun }: Props) {
  const { t } = useTranslation('list')
  const body = (
    <div className="col">
      <BulkOutcomeText {...preview} />
      {preview.note && <p>{preview.note}</p>}
      {preview.sample && <p className="t12 dim">{t('bulk.sample', { text: preview.sample })}</p>}
    </div>
  )
  if (preview.will === 0) {
    return (
      <Show title={act.label} onClose={onClose}>
        {body}
      </Show>
    )
  }
  return (
    <Ask
      title={act.label}
      act={act.actLabel(preview)}
      danger={act.danger}
      write={act.reason ? 'reason' : undefined}
      onClose={onClose}
      onAct={onRun}
    >
      {body}
    </Ask>
  )
}
