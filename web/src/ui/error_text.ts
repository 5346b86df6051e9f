import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/errors'

/** The sentence of an error in the language of the page: what went wrong, whose turn it is, the way on. */
export function useErrorText(): (error: unknown) => string {
  const { t, i18n } = useTranslation('errors')
  return useCallback(
    (error: unknown) => {
      const code = error instanceof ApiError ? error.code : 'unknown'
      const params = error instanceof ApiError ? error.params : {}
      const known = i18n.exists(code, { ns: 'errors' }) ? code : 'unknown'
      return t(known as 'unknown', { ...params, code })
    },
    [t, i18n],
  )
}
