import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'

interface Props {
  /** What would be lost; changes of a form unless told. */
  title?: string
  text?: string
  onStay: () => void
  onLeave: () => void
}

export function LeaveDialog({ title, text, onStay, onLeave }: Props) {
  const { t } = useTranslation(['list', 'common'])
  return createPortal(
    <Dialog
      open
      title={title ?? t('form.leave_title')}
      onClose={onStay}
      actions={
        <>
          <Button kind="primary" onClick={onStay}>
            {t('common:cancel')}
          </Button>
          <Button onClick={onLeave}>{t('form.leave')}</Button>
        </>
      }
    >
      <p>{text ?? t('form.leave_text')}</p>
    </Dialog>,
    document.body,
  )
}
