import { Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '@/ui/PageState'
import { useMe } from './me'
import { menuOf } from './menu'

/** The bare address leads to the first page that one may see. */
export default function StartPage() {
  const { t } = useTranslation('school/frame')
  const first = menuOf(useMe())[0]
  if (first) return <Navigate to={first.to} replace />
  return (
    <EmptyState icon="lock" title={t('nothing_title')}>
      {t('nothing_text')}
    </EmptyState>
  )
}
