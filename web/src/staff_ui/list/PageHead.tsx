import type { ReactNode } from 'react'
import { useTitle } from '@/ui/title'
import './list.css'

interface Props {
  title: string
  /** Where it lies: links, small, above. */
  crumb?: ReactNode
  lead?: ReactNode
  /** On the right; the one filled button last. */
  actions?: ReactNode
}

export function PageHead({ title, crumb, lead, actions }: Props) {
  useTitle(title)
  return (
    <header className="kc-page-head">
      <div className="grow">
        {crumb && <p className="t12 dim">{crumb}</p>}
        <h1>{title}</h1>
        {lead && <p className="dim">{lead}</p>}
      </div>
      {actions && <div className="row wrap">{actions}</div>}
    </header>
  )
}
