import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import './parts.css'

export interface Part {
  /** An address, or '.' with `search` for a part of this page. */
  to: string
  search?: Record<string, string>
  label: ReactNode
  count?: number
  current: boolean
}

/** The parts of one thing under the page's head: links, so that each has its address. */
export function PartLinks({ label, parts }: { label: string; parts: readonly Part[] }) {
  return (
    <nav className="kc-parts" aria-label={label}>
      {parts.map(({ to, search, label, count, current }, index) => (
        <Link
          key={index}
          to={to}
          search={(search ?? {}) as never}
          activeOptions={{ exact: true }}
          replace={search !== undefined}
          aria-current={current ? 'page' : undefined}
        >
          {label}
          {count !== undefined && <span>{count}</span>}
        </Link>
      ))}
    </nav>
  )
}
