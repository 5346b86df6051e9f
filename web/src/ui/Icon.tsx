import { deviceIcons } from './icons.device'
import { signIcons } from './icons.sign'
import { thingIcons } from './icons.thing'

const ICONS = { ...deviceIcons, ...signIcons, ...thingIcons }

export type IconName = keyof typeof ICONS
export const ICON_NAMES = Object.keys(ICONS) as IconName[]

/** Decoration beside a word: hidden from screen readers unless it has a label of its own. */
export function Icon({
  name,
  size = 20,
  label,
}: {
  name: IconName
  size?: 14 | 16 | 20 | 24 | 32
  label?: string
}) {
  return (
    <svg
      className={`kc-icon kc-icon-${size}`}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {ICONS[name]}
    </svg>
  )
}

export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg className="kc-logo" width={size} height={size} viewBox="0 0 28 28" fill="none" aria-hidden="true">
      <rect x="1" y="1" width="26" height="26" rx="6" fill="currentColor" />
      <path d="M6.5 17.5h15M8.5 17.5v4M19.5 17.5v4" stroke="#fff" strokeWidth="1.75" strokeLinecap="round" />
      <rect x="9.5" y="7" width="9" height="7.5" rx="1.2" stroke="#fff" strokeWidth="1.75" />
    </svg>
  )
}
