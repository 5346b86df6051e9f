import { useEffect, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { Icon } from './Icon'
import { hideToast, toastStore, type Toast } from './toast'
import { uppermost } from './uppermost'

const ACT_SECONDS = 10

/** Mounted once in each shell. An open dialog carries them: behind it nobody could read or close one. */
export function Toasts() {
  const { t } = useTranslation()
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.getSnapshot)
  const dialog = useSyncExternalStore(uppermost.subscribe, uppermost.getSnapshot)
  const shown = (
    <div className="kc-toasts">
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className={`kc-toast ${toast.bad ? 'bad' : ''}`}
          role={toast.bad ? 'alert' : 'status'}
        >
          <Icon name={toast.bad ? 'alert' : 'done'} />
          <span className="grow">{toast.text}</span>
          {toast.action && <ToastAct id={toast.id} action={toast.action} />}
          <Button
            kind="text"
            size="s"
            icon="close"
            aria-label={t('dismiss')}
            onClick={() => hideToast(toast.id)}
          />
        </div>
      ))}
    </div>
  )
  return dialog ? createPortal(shown, dialog) : shown
}

/** The act with the seconds left for it; they stand still under pointer and focus. */
function ToastAct({ id, action }: { id: number; action: NonNullable<Toast['action']> }) {
  const { t } = useTranslation()
  const [left, setLeft] = useState(ACT_SECONDS)
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1_000)
    return () => clearInterval(timer)
  }, [held])
  useEffect(() => {
    if (left <= 0) hideToast(id)
  }, [left, id])
  return (
    <span
      className="row"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Button
        kind="text"
        size="s"
        onClick={() => {
          action.run()
          hideToast(id)
        }}
      >
        {action.label}
      </Button>
      <span className="t12 dim" aria-hidden="true">
        {t('seconds', { count: left })}
      </span>
    </span>
  )
}
