import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTitle } from '@/ui/title'
import './list.css'

interface Props {
  title: string
  /** Says so in front of the title, on the page and on its tab. */
  rehearsal?: boolean
  /** Where it lies: links, small, above. */
  crumb?: ReactNode
  lead?: ReactNode
  /** On the right; the one filled button last. */
  actions?: ReactNode
}

export function PageHead({ title, rehearsal = false, crumb, lead, actions }: Props) {
  const { t } = useTranslation()
  useTitle(title, { rehearsal })
  return (
    <header className="kc-page-head">
      <div className="grow">
        {crumb && <p className="t12 dim">{crumb}</p>}
        <h1>{rehearsal ? t('rehearsal_title', { title }) : title}</h1>
        {lead && <p className="dim">{lead}</p>}
      </div>
      {actions && <div className="row wrap">{actions}</div>}
    </header>
  )
}
