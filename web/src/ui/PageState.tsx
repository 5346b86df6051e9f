import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, isRefused } from '@/api/errors'
import { Button } from './Button'
import { useErrorText } from './error_text'
import { Icon, type IconName } from './Icon'

/** Grey bars, only when it takes long enough to be noticed. */
export function Loading({ rows = 4, label }: { rows?: number; label?: string }) {
  const { t } = useTranslation()
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="kc-loading" role="status" aria-busy="true">
      <span className={late ? 't12 dim' : 'visually-hidden'}>{label ?? t('loading')}</span>
      {late &&
        Array.from({ length: rows }, (_, index) => (
          <span key={index} className="kc-bone" style={{ width: `${88 - (index % 3) * 18}%` }} />
        ))}
    </div>
  )
}

/** Says what this place is for, and carries the button that fills it. */
export function EmptyState({
  icon = 'info',
  title,
  children,
  actions,
  warn,
}: {
  icon?: IconName
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  warn?: boolean
}) {
  return (
    <div className={`kc-state ${warn ? 'warn' : ''}`}>
      <Icon name={icon} size={32} />
      <h3>{title}</h3>
      {children && <p className="t14 dim">{children}</p>}
      {actions && <div className="row">{actions}</div>}
    </div>
  )
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const code = error instanceof ApiError ? error.code : 'unknown'
  const missing = error instanceof ApiError && error.status === 404
  if (isRefused(error)) {
    return (
      <div role="alert" style={{ display: 'grid' }}>
        <EmptyState icon="lock" title={t('page_refused_title')}>
          {text(error)}
        </EmptyState>
      </div>
    )
  }
  return (
    <div role="alert" style={{ display: 'grid' }}>
      <EmptyState
        icon={missing ? 'search' : 'alert'}
        warn={!missing}
        title={missing ? t('page_missing_title') : t('page_error_title')}
        actions={
          <>
            {onRetry && !missing && (
              <Button kind="primary" icon="retry" onClick={onRetry}>
                {t('retry')}
              </Button>
            )}
            <Button icon="copy" onClick={() => void navigator.clipboard?.writeText(code)}>
              {t('copy_code', { code })}
            </Button>
          </>
        }
      >
        {text(error)}
        <br />
        {t('page_error_text')}
      </EmptyState>
    </div>
  )
}

interface Query<T> {
  data: T | undefined
  error: unknown
  refetch: () => unknown
}

interface PageProps<T> {
  query: Query<T>
  /** For the page of one thing: once it is deleted nothing of it stays on screen. */
  whileThere?: boolean
  children: (data: T) => ReactNode
}

/** Loading, error, or the page. Old data stays on screen while a refetch fails, but not for whoever may not see it. */
export function PageState<T>({ query, whileThere, children }: PageProps<T>) {
  const gone = query.error instanceof ApiError && query.error.status === 404
  const hidden = isRefused(query.error) || (whileThere && gone)
  if (query.data !== undefined && !hidden) return <>{children(query.data)}</>
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <Loading />
}
