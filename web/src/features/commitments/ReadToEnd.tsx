import { useEffect, useRef, type ReactNode } from 'react'

/** A box to be scrolled to its end before one may sign; a text that fits needs no scrolling. */
export function ReadToEnd({
  label,
  testId,
  onEnd,
  children,
}: {
  label: string
  testId?: string
  onEnd: () => void
  children: ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  const told = useRef(onEnd)
  useEffect(() => {
    told.current = onEnd
  })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => {
      if (element.scrollTop + element.clientHeight >= element.scrollHeight - 8) told.current()
    }
    look()
    element.addEventListener('scroll', look)
    window.addEventListener('resize', look)
    return () => {
      element.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
    }
  }, [])
  return (
    <div
      ref={box}
      className="kc-card kc-read"
      data-testid={testId}
      role="region"
      aria-label={label}
      // Scrolling by keyboard needs the focus.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {children}
    </div>
  )
}
