import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/errors'
import { formatDateTime } from './format'

/** Times come as the server writes them, under names that end in `at`. */
function timesOf(params: Record<string, unknown>): Record<string, string> {
  const times = Object.entries(params).filter(
    ([name, value]) => (name === 'at' || name.endsWith('_at')) && typeof value === 'string',
  )
  return Object.fromEntries(times.map(([name, value]) => [name, formatDateTime(String(value))]))
}

/** The sentence of an error in the language of the page: what went wrong, whose turn it is, the way on. */
export function useErrorText(): (error: unknown) => string {
  const { t, i18n } = useTranslation('errors')
  return useCallback(
    (error: unknown) => {
      const code = error instanceof ApiError ? error.code : 'unknown'
      const params = error instanceof ApiError ? error.params : {}
      // A part of ours has no name: an exam opens by itself while somebody edits it.
      const own = code === 'changed_meanwhile' && !params.by_name ? 'changed_by_itself' : code
      const known = i18n.exists(own, { ns: 'errors' }) ? own : 'unknown'
      // Names of the school come in both languages.
      const named = i18n.language === 'en' && params.names_en ? { names: params.names_en } : {}
      return t(known as 'unknown', { ...params, ...timesOf(params), ...named, code })
    },
    [t, i18n],
  )
}
