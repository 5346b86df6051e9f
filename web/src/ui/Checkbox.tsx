import type { ReactNode } from 'react'
import { Icon } from './Icon'

interface Props {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
  disabled?: boolean
  dense?: boolean
}

export function Checkbox({ checked, onChange, children, disabled, dense }: Props) {
  return (
    <label className={`kc-check ${dense ? 'dense' : ''}`}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="kc-tick" aria-hidden="true">
        <Icon name="check" size={14} />
      </span>
      <span>{children}</span>
    </label>
  )
}
