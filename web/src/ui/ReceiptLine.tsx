import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTimeSeconds } from './format'
import { Icon } from './Icon'

type Props =
  | { kind: 'saved' | 'sent' | 'read' | 'received'; at: string | number; children?: ReactNode }
  | { kind: 'saving' | 'unsaved'; at?: undefined; children?: ReactNode }

/** Everything saved has a receipt with a server time. */
export function ReceiptLine({ kind, at, children }: Props) {
  const { t } = useTranslation()
  const icon = kind === 'saving' ? 'clock' : kind === 'unsaved' ? 'alert' : 'done'
  return (
    <span className={`kc-receipt ${kind}`} role="status">
      <Icon name={icon} size={14} />
      <span>
        {t(`receipt.${kind}`, { time: at === undefined ? '' : formatTimeSeconds(at) })}
        {children && <> · {children}</>}
      </span>
    </span>
  )
}
