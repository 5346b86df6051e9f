import { useTranslation } from 'react-i18next'
import type { SmsRow } from '@/api/school_shapes'
import { RowDrawer } from '@/staff_ui/list/RowDrawer'
import { KeyValues } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { SmsStateMark, useKindName, useReason } from './marks'

export function SmsDrawer({ message, onClose }: { message: SmsRow | undefined; onClose: () => void }) {
  const { t } = useTranslation('school/sms')
  const kindName = useKindName()
  const reason = useReason()
  return (
    <RowDrawer open={message !== undefined} title={message?.phone} onClose={onClose}>
      {message && (
        <>
          <KeyValues
            rows={[
              [t('col.state'), <SmsStateMark key="state" state={message.state} />],
              [t('col.failure_code'), reason(message.failure_code) || '–'],
              [t('col.template'), kindName(message.template)],
              [t('col.created_at'), formatDateTime(message.created_at)],
              [t('col.sent_at'), message.sent_at ? formatDateTime(message.sent_at) : '–'],
              [t('col.reported_at'), message.reported_at ? formatDateTime(message.reported_at) : '–'],
              [t('col.provider_id'), message.provider_id || '–'],
            ]}
          />
          <p className="kc-sms-whole">{message.text}</p>
          <p className="t12 dim">{t('text_hint')}</p>
        </>
      )}
    </RowDrawer>
  )
}
