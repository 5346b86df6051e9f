import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/errors'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { useRefusalText } from './changed'

interface RefusedProps {
  edits: { refusal: unknown; given: readonly string[]; reread: () => Promise<void> }
}

/** Why nothing was saved, and where somebody else was faster the way to read again; stands above the controls. */
export function EditsRefused({ edits }: RefusedProps) {
  const { t } = useTranslation(['list', 'school/fields', 'common'])
  const text = useRefusalText()
  if (edits.given.length > 0) {
    const fields = edits.given.map((field) => t(`school/fields:field.${field as 'name'}`))
    return (
      <AlarmStrip kind="amber">
        {t('form.overtaken', { fields: fields.join(t('common:list_comma')) })}
      </AlarmStrip>
    )
  }
  if (edits.refusal === null) return null
  return (
    <AlarmStrip
      kind="red"
      icon="refused"
      actions={
        // Reading again drops what the other changed too: only who was overtaken needs that.
        isApiError(edits.refusal, 'changed_meanwhile') && (
          <Button size="s" icon="retry" onClick={() => void edits.reread()}>
            {t('form.reload')}
          </Button>
        )
      }
    >
      {text(edits.refusal)}
    </AlarmStrip>
  )
}

interface FootProps {
  edits: { count: number; busy: boolean; drop: () => void }
  note: ReactNode
  /** Something typed cannot be saved; the page says what. */
  disabled?: boolean
  onSave: () => void
}

/** Under the controls: what a change means, and once there is one, the way to keep or drop it. */
export function EditsFoot({ edits, note, disabled, onSave }: FootProps) {
  const { t } = useTranslation('list')
  return (
    <div className="kc-edits-foot">
      <span className="t12 dim">{note}</span>
      {edits.count > 0 && (
        <span className="push row">
          <Button onClick={edits.drop}>{t('form.discard')}</Button>
          <Button kind="primary" busy={edits.busy} disabled={disabled} onClick={onSave}>
            {t('form.save_changes', { count: edits.count })}
          </Button>
        </span>
      )}
    </div>
  )
}
