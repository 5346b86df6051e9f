import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { Icon } from './Icon'
import { hideToast, toastStore } from './toast'

/** Mounted once in each shell. */
export function Toasts() {
  const { t } = useTranslation()
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.getSnapshot)
  return (
    <div className="kc-toasts">
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className={`kc-toast ${toast.bad ? 'bad' : ''}`}
          role={toast.bad ? 'alert' : 'status'}
        >
          <Icon name={toast.bad ? 'alert' : 'done'} />
          <span className="grow">{toast.text}</span>
          {toast.action && (
            <Button
              kind="text"
              size="s"
              onClick={() => {
                toast.action?.run()
                hideToast(toast.id)
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <Button
            kind="text"
            size="s"
            icon="close"
            aria-label={t('close')}
            onClick={() => hideToast(toast.id)}
          />
        </div>
      ))}
    </div>
  )
}
