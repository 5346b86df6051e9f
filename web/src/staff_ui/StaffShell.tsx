import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Bar, RehearsalBand, type Connection } from '@/ui/Bar'
import { Icon, type IconName } from '@/ui/Icon'
import './staff.css'

export interface RailItem {
  to: string
  icon: IconName
  label: string
}

interface Props {
  school: string
  sub?: ReactNode
  connection: Connection
  person: { name: string; detail?: string }
  facts?: ReactNode
  rail: readonly RailItem[]
  railLabel: string
  rehearsal?: boolean
  /** Facts and acts of what is chosen, on the right. */
  side?: ReactNode
  children: ReactNode
}

/** Bar, rail, and the zones of a staff page. The dark stage pages use StageGround instead. */
export function StaffShell({
  school,
  sub,
  connection,
  person,
  facts,
  rail,
  railLabel,
  rehearsal = false,
  side,
  children,
}: Props) {
  return (
    <div className="kc-staff">
      <RehearsalBand on={rehearsal} />
      <Bar school={school} sub={sub} connection={connection} person={person}>
        {facts}
      </Bar>
      <nav className="kc-rail" aria-label={railLabel}>
        {rail.map((item) => (
          <Link
            key={item.to}
            to={item.to}
            activeOptions={{ exact: true }}
            activeProps={{ 'aria-current': 'page' }}
          >
            <Icon name={item.icon} />
            {item.label}
          </Link>
        ))}
      </nav>
      <div className="kc-zones">
        <main className="kc-zone-main">{children}</main>
        {side && <aside className="kc-zone-side">{side}</aside>}
      </div>
    </div>
  )
}
