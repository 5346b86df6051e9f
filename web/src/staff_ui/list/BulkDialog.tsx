import { useTranslation } from 'react-i18next'
import { Ask, Show } from '@/staff_ui/Ask'
import type { BulkAct, BulkPreview } from './bulk'

interface Props {
  act: BulkAct
  preview: BulkPreview
  onClose: () => void
  onRun: (reason: string) => Promise<unknown>
}

/** What will be done, what will not and why; only then the button, with the number in it. */
export function BulkDialog({ act, preview, onClose, onRun }: Props) {
  const { t } = useTranslation(['list', 'common'])
  const body = (
    <div className="col">
      <p>{t('bulk.will', { count: preview.will })}</p>
      {preview.skipped.length > 0 && (
        <ul className="col g1">
          {preview.skipped.map(({ reason, count, names = [] }) => (
            <li key={reason}>
              <span className="c-amber">{t('bulk.skipped', { count, reason })}</span>
              {names.length > 0 && <span className="dim"> {names.join(t('common:list_comma'))}</span>}
            </li>
          ))}
        </ul>
      )}
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
