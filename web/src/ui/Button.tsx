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
  // Unlike `disabled`, both keep the focus where it is; a press does nothing.
  const deaf = busy || Boolean(rest['aria-disabled'])
  const names = ['kc-btn', kind, size, block && 'block', !children && 'icon-only', className].filter(Boolean)
  return (
    <button
      {...rest}
      type={type}
      className={names.join(' ')}
      disabled={disabled}
      aria-disabled={deaf || undefined}
      aria-busy={busy || undefined}
      onClick={deaf ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon name={icon} size={size === 's' ? 16 : 20} />}
      {children}
      {iconAfter && <Icon name={iconAfter} size={size === 's' ? 16 : 20} />}
    </button>
  )
}
