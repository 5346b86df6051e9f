import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'

export type AlarmKind = 'amber' | 'red' | 'green' | 'act'
const ICONS: Record<AlarmKind, IconName> = { amber: 'alert', red: 'wifiOff', green: 'done', act: 'info' }

/** What happened and whose turn it is, with up to two buttons. `loud` interrupts a screen reader. */
export function AlarmStrip({
  kind,
  icon,
  loud = kind === 'red',
  actions,
  children,
}: {
  kind: AlarmKind
  icon?: IconName
  loud?: boolean
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <div className={`kc-strip ${kind}`} role={loud ? 'alert' : 'status'}>
      <Icon name={icon ?? ICONS[kind]} size={16} />
      <span>{children}</span>
      {actions && <div className="row push">{actions}</div>}
    </div>
  )
}
