import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ChangePassword } from '@/features/accounts/ChangePassword'
import { FirstPassword, OwnAccount } from '@/features/accounts/OwnAccount'
import { SecondFactor } from '@/features/accounts/SecondFactor'
import { useLiveState } from '@/live/Live'
import { Bar, OfflineStrip } from '@/ui/Bar'
import { Card } from '@/ui/Card'
import { useTitle } from '@/ui/title'
import '@/staff_ui/staff.css'

/** Who one is here, and what people change about their own log-in. */
export default function AccountPage() {
  const { t } = useTranslation(['account', 'common'])
  const connection = useLiveState()
  useTitle(t('own.title'))
  return (
    <div className="kc-page kc-staff-page">
      <Bar school={t('common:app_name')} sub={t('own.title')} connection={connection}>
        <Link to="/s">{t('own.home')}</Link>
      </Bar>
      <main className="kc-main">
        <OfflineStrip connection={connection} />
        <h1 className="t24">{t('own.title')}</h1>
        <FirstPassword here />
        <OwnAccount />
        <Card title={t('second.title')}>
          <SecondFactor />
        </Card>
        <Card title={t('own.password')}>
          <ChangePassword />
        </Card>
      </main>
    </div>
  )
}
