import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from './Icon'

export type FactKind = 'ok' | 'warn' | 'bad' | 'idle'
const ICONS: Record<FactKind, IconName> = { ok: 'done', warn: 'alert', bad: 'refused', idle: 'clock' }

/** A fact in a word and an icon, without a ground. */
export function FactMark({
  kind,
  icon,
  children,
}: {
  kind: FactKind
  icon?: IconName
  children?: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <span className={`kc-fact ${kind}`}>
      <Icon name={icon ?? ICONS[kind]} size={16} />
      {children ?? t(`fact.${kind}`)}
    </span>
  )
}
