import { useBlocker } from '@tanstack/react-router'
import { useCallback, useState } from 'react'

/** Stands between unsaved changes and every way out: closing, another page, closing the tab. */
export function useLeaveGuard(changed: boolean, onClose: () => void) {
  const [closing, setClosing] = useState(false)
  const blocker = useBlocker({
    // Only another page loses the changes; the address of this one may move.
    shouldBlockFn: ({ current, next }) => changed && current.pathname !== next.pathname,
    enableBeforeUnload: () => changed,
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
  return { asking: closing || blocked, ask, stay, leave }
}
