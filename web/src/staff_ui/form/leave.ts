import { useBlocker } from '@tanstack/react-router'
import { useCallback, useRef, useState } from 'react'

/** Stands between unsaved changes and every way out: closing, another page, closing the tab. */
export function useLeaveGuard(changed: boolean, onClose: () => void) {
  const [closing, setClosing] = useState(false)
  const saved = useRef(false)
  const blocker = useBlocker({
    // Only another page loses the changes; the address of this one may move.
    shouldBlockFn: ({ current, next }) => changed && !saved.current && current.pathname !== next.pathname,
    enableBeforeUnload: () => changed && !saved.current,
    withResolver: true,
  })
  const blocked = blocker.status === 'blocked'

  const ask = useCallback(() => (changed ? setClosing(true) : onClose()), [changed, onClose])
  const stay = () => {
    setClosing(false)
    if (blocked) blocker.reset()
  }
  const leave = () => {
    setClosing(false)
    if (blocked) blocker.proceed()
    else onClose()
  }
  /** What was changed is saved: the next step may lead anywhere, before this is drawn again. */
  const release = () => {
    saved.current = true
  }
  return { asking: closing || blocked, ask, stay, leave, release }
}
