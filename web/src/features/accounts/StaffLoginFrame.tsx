import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '@/ui/Bar'
import { Icon, Logo, type IconName } from '@/ui/Icon'
import './login.css'

const FACTS = [
  ['live', 'retry'],
  ['single', 'laptop'],
  ['trail', 'shield'],
] as const satisfies readonly (readonly [string, IconName])[]

/** A desk for several: the panel side of the picture on the candidates' log-in page. */
function PanelTable() {
  return (
    <svg className="kc-login-desk" viewBox="0 0 480 260" aria-hidden="true">
      <path d="M24 204h432M56 204v44M424 204v44" />
      {[96, 240, 384].map((x) => (
        <g key={x}>
          <circle cx={x} cy="112" r="18" className="solid" />
          <path d={`M${x - 40} 176c3-26 17-38 40-38s37 12 40 38`} />
          <path d={`M${x - 28} 204l6-26h44l6 26`} className="solid" />
        </g>
      ))}
      <rect x="180" y="16" width="120" height="64" rx="4" className="solid" />
      <circle cx="222" cy="42" r="9" />
      <path d="M206 68c1-9 7-14 16-14s15 5 16 14M256 36h30M256 48h22M256 60h26" />
    </svg>
  )
}

export function StaffLoginFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation(['staff', 'common'])
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
        <PanelTable />
        <ul className="t14">
          {FACTS.map(([key, icon]) => (
            <li key={key}>
              <Icon name={icon} />
              <span>
                <b>{t(`login.fact_${key}`)}</b>
                <br />
                {t(`login.fact_${key}_text`)}
              </span>
            </li>
          ))}
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
