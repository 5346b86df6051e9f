import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch, RehearsalBand } from '@/ui/Bar'
import { Logo } from '@/ui/Icon'

/** The light pages of a phone: one column, the one thing to do at the bottom. */
export function PhoneFrame({
  school,
  rehearsal = false,
  foot,
  children,
}: {
  school?: string
  rehearsal?: boolean
  foot?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation('phone')
  return (
    <div className="kc-page kc-phone">
      <RehearsalBand on={rehearsal} />
      <header className="kc-bar">
        <div className="kc-brand">
          <Logo />
          <span>{t('title')}</span>
        </div>
        <div className="kc-bar-facts">
          {school && <span className="dim ell">{school}</span>}
          <LanguageSwitch />
        </div>
      </header>
      <main className="kc-main">{children}</main>
      {foot && <footer className="kc-phone-foot">{foot}</footer>}
    </div>
  )
}
