import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'

export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useTranslation(['list', 'common'])
  return createPortal(
    <Dialog
      open
      title={t('form.leave_title')}
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
      <p>{t('form.leave_text')}</p>
    </Dialog>,
    document.body,
  )
}
