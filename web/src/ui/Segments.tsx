import { useRef, type KeyboardEvent, type ReactNode } from 'react'

interface Props<T extends string> {
  label: string
  items: readonly { value: T; label: ReactNode }[]
  value: T
  onChange: (value: T) => void
  /** Another look for the same thing. */
  className?: string
}

/** A few views of one thing, as tabs; arrow keys move between them. */
export function Segments<T extends string>({
  label,
  items,
  value,
  onChange,
  className = 'kc-segments',
}: Props<T>) {
  const box = useRef<HTMLDivElement>(null)
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const at = items.findIndex((item) => item.value === value)
    const index = (at + step + items.length) % items.length
    onChange(items[index]!.value)
    box.current?.querySelectorAll('button')[index]?.focus()
  }
  return (
    <div className={className} role="tablist" aria-label={label} ref={box}>
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          role="tab"
          aria-selected={item.value === value}
          tabIndex={item.value === value ? 0 : -1}
          onClick={() => onChange(item.value)}
          onKeyDown={onKeyDown}
        >
          {item.label}
        </button>
      ))}
    </div>
  )
}
