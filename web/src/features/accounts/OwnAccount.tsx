import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Card, KeyValues } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { PageState } from '@/ui/PageState'
import { useOwnAccount } from './own_account'

/** As whom one is logged in here. */
export function OwnAccount() {
  const { t } = useTranslation('account')
  return (
    <Card title={t('own.person')}>
      <PageState query={useOwnAccount()}>
        {({ name, phone, email }) => (
          <KeyValues
            rows={[
              [t('own.name'), name],
              [t('own.phone'), phone || '–'],
              [t('own.email'), email || '–'],
            ]}
          />
        )}
      </PageState>
    </Card>
  )
}

/** Somebody else has given the password: until when it lasts, and where it is replaced. */
export function FirstPassword({ here = false }: { here?: boolean }) {
  const { t } = useTranslation('account')
  const until = useOwnAccount().data?.first_password_until
  if (!until) return null
  return (
    <AlarmStrip kind="amber" actions={!here && <Link to="/s/account">{t('own.change')}</Link>}>
      {t('own.first_password', { at: formatDateTime(until) })}
    </AlarmStrip>
  )
}
