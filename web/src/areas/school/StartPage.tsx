import { Navigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState, Loading } from '@/ui/PageState'
import { useMe } from './me'
import { MANAGERS, menuOf } from './menu'

const OverviewPage = lazy(() => import('./overview/OverviewPage'))

/** The bare address: the overview for who manages something, else the first page that one may see. */
export default function StartPage() {
  const { t } = useTranslation('school/frame')
  const me = useMe()
  if (MANAGERS.some((office) => me.roles.includes(office)))
    return (
      <Suspense fallback={<Loading />}>
        <OverviewPage />
      </Suspense>
    )
  const first = menuOf(me)[0]
  if (first) return <Navigate to={first.to} replace />
  return (
    <EmptyState icon="lock" title={t('nothing_title')}>
      {t('nothing_text')}
    </EmptyState>
  )
}
