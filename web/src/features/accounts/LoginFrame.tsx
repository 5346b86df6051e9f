import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '@/ui/Bar'
import { Icon, Logo, type IconName } from '@/ui/Icon'
import './login.css'

function Fact({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <li>
      <Icon name={icon} />
      <span>
        <b>{title}</b>
        <br />
        {children}
      </span>
    </li>
  )
}

/** A desk, a laptop, a phone beside it: what one needs, before one reads. */
function Desk() {
  return (
    <svg className="kc-login-desk" viewBox="0 0 480 260" aria-hidden="true">
      <path d="M24 212h432M64 212v36M416 212v36" />
      <rect x="166" y="112" width="148" height="92" rx="6" className="solid" />
      <path d="M146 212l14-8h160l14 8" />
      <circle cx="240" cy="146" r="15" />
      <path d="M208 190c2-20 14-28 32-28s30 8 32 28" />
      <rect x="354" y="142" width="34" height="62" rx="5" className="solid" transform="rotate(8 371 173)" />
      <path d="M366 206l-10 6M384 208l8 4M82 204h52M86 204v-8h44v8M90 196v-8h40v8" />
      <rect x="330" y="24" width="96" height="84" rx="2" />
      <path d="M378 24v84M330 66h96" />
      <circle cx="96" cy="64" r="30" className="solid" />
      <path d="M96 46v18l12 8" />
    </svg>
  )
}

/** Left what this is and whether this machine can do it, right the form. */
export function LoginFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation(['candidate', 'common'])
  const able = window.isSecureContext && Boolean(navigator.mediaDevices)
  return (
    <div className="kc-login">
      <aside>
        <div className="kc-brand t18">
          <Logo />
          <span>{t('common:app_name')}</span>
          <span className="push only-phone">
            <LanguageSwitch />
          </span>
        </div>
        <div className="col g3">
          <p className="kc-login-headline">{t('login.headline')}</p>
          <p>{t('login.lead')}</p>
        </div>
        <Desk />
        <ul className="t14">
          <Fact icon="laptop" title={t(able ? 'login.browser_ok' : 'login.browser_bad')}>
            {t(able ? 'login.browser_ok_text' : 'login.browser_bad_text')}
          </Fact>
          <Fact icon="retry" title={t('login.resume')}>
            {t('login.resume_text')}
          </Fact>
          <Fact icon="help" title={t('login.help')}>
            {t('login.help_text')}
          </Fact>
        </ul>
      </aside>
      <main>
        <div className="kc-login-language not-phone">
          <LanguageSwitch />
        </div>
        <div className="kc-login-form">{children}</div>
      </main>
    </div>
  )
}
