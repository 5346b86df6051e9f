import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { setLanguage } from '@/i18n/start'
import { Button } from './Button'
import { FactMark } from './FactMark'
import { formatClock, formatTimeSeconds } from './format'
import { Icon, Logo } from './Icon'
import { useElapsedSince, useServerNow } from './server_now'

/** Short hiccups heal before anybody could read about them. */
const SHORT_MS = 2_000

/** `since`: moment of this machine's clock when the connection was lost; null while it stands. */
export interface Connection {
  since: number | null
}

export function ConnectionFact({ connection }: { connection: Connection }) {
  const { t } = useTranslation()
  const elapsed = useElapsedSince(connection.since)
  if (connection.since === null) return <FactMark kind="ok">{t('connected')}</FactMark>
  // A page that has just opened, or a hiccup: nothing was lost that anybody could have missed.
  if (elapsed < SHORT_MS)
    return (
      <FactMark kind="idle" icon="retry">
        {t('tile.connecting')}
      </FactMark>
    )
  return (
    <FactMark kind="warn" icon="retry">
      {t('reconnecting')}
    </FactMark>
  )
}

/** The calm strip of an interruption, with its clock; nothing while all is well. */
export function OfflineStrip({ connection, children }: { connection: Connection; children?: ReactNode }) {
  const { t } = useTranslation()
  const elapsed = useElapsedSince(connection.since)
  if (connection.since === null || elapsed < SHORT_MS) return null
  return (
    <div className="kc-strip amber" role="status">
      <Icon name="wifiOff" size={16} />
      <span>
        <span aria-hidden="true">{t('reconnecting_for', { clock: formatClock(elapsed) })}</span>
        <span className="visually-hidden">{t('reconnecting')}</span>
        {children && <> {children}</>}
      </span>
    </div>
  )
}

export function BeijingTime() {
  const { t } = useTranslation()
  return <span className="dim nowrap">{t('beijing_time', { time: formatTimeSeconds(useServerNow()) })}</span>
}

export function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  return (
    <Button
      kind="text"
      size="s"
      className="nowrap"
      lang={other}
      aria-label={`${t('language')}: ${t('language_other')}`}
      onClick={() => void setLanguage(other)}
    >
      {t('language_other')}
    </Button>
  )
}

interface BarProps {
  school: string
  sub?: ReactNode
  connection?: Connection
  person?: { name: string; detail?: string }
  children?: ReactNode
}

/** The top bar of candidate and staff pages: where, connected, what time, who. */
export function Bar({ school, sub, connection, person, children }: BarProps) {
  return (
    <header className="kc-bar">
      <div className="kc-brand">
        <Logo />
        <span>{school}</span>
        {sub && <small>{sub}</small>}
      </div>
      <div className="kc-bar-facts">
        {children}
        {connection && (
          <span className="not-phone">
            <ConnectionFact connection={connection} />
          </span>
        )}
        <span className="not-phone">
          <BeijingTime />
        </span>
        <LanguageSwitch />
        {person && (
          <span className="row" style={{ gap: 6 }}>
            <Icon name="user" size={16} />
            <span className="ink med ell" title={person.name}>
              {person.name}
            </span>
            {person.detail && <span className="dim not-phone">{person.detail}</span>}
          </span>
        )}
      </div>
    </header>
  )
}

export function FootBar({ wide, children }: { wide?: boolean; children: ReactNode }) {
  return (
    <footer className={`kc-foot ${wide ? 'wide' : ''}`}>
      <div>{children}</div>
    </footer>
  )
}

/** Formal and rehearsal cannot be confused: other accent, hatched band. */
export function RehearsalBand({ on }: { on: boolean }) {
  const { t } = useTranslation()
  useEffect(() => {
    if (!on) return
    document.documentElement.dataset.kind = 'rehearsal'
    return () => void delete document.documentElement.dataset.kind
  }, [on])
  return on ? <div className="kc-rehearsal">{t('rehearsal_band')}</div> : null
}
