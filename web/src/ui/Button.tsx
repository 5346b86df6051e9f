import type { ButtonHTMLAttributes, Ref } from 'react'
import { Icon, type IconName } from './Icon'

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
  kind?: 'plain' | 'primary' | 'text' | 'danger' | 'danger-solid'
  size?: 's' | 'm' | 'l' | 'xl'
  icon?: IconName
  iconAfter?: IconName
  block?: boolean
  busy?: boolean
  className?: string
  ref?: Ref<HTMLButtonElement>
}

/** One primary a screen. Without words it needs an `aria-label`. */
export function Button({
  kind = 'plain',
  size = 'm',
  icon,
  iconAfter,
  block,
  busy,
  className = '',
  children,
  disabled,
  type = 'button',
  onClick,
  ...rest
}: Props) {
  const names = ['kc-btn', kind, size, block && 'block', !children && 'icon-only', className].filter(Boolean)
  return (
    <button
      {...rest}
      type={type}
      className={names.join(' ')}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      // A busy button keeps the focus but takes no second press.
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon name={icon} size={size === 's' ? 16 : 20} />}
      {children}
      {iconAfter && <Icon name={iconAfter} size={size === 's' ? 16 : 20} />}
    </button>
  )
}
