import { useTranslation } from 'react-i18next'
import { useLeaveGuard } from '@/staff_ui/form/leave'
import { LeaveDialog } from '@/staff_ui/form/LeaveDialog'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { formatDateTime } from '@/ui/format'

/** Shown once, to be printed or written down. */
export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useTranslation('account')
  // The old codes are dead, and nobody can show these again.
  const guard = useLeaveGuard(true, onClose)
  return (
    <div className="col g4">
      <AlarmStrip kind="green">{t('second.made')}</AlarmStrip>
      <div className="kc-recovery">
        <h4>{t('second.paper')}</h4>
        <ol>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p className="t12 dim">{t('second.paper_hint', { at: formatDateTime(new Date().toISOString()) })}</p>
      </div>
      <div className="row end">
        <Button icon="document" onClick={() => window.print()}>
          {t('second.print')}
        </Button>
        <Button kind="primary" onClick={onClose}>
          {t('second.kept')}
        </Button>
      </div>
      {guard.asking && (
        <LeaveDialog
          title={t('second.leave_title')}
          text={t('second.leave_text')}
          onStay={guard.stay}
          onLeave={guard.leave}
        />
      )}
    </div>
  )
}
