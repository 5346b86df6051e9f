import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** The tab's title calls people back: 「【邀请】进入考场」. `mark` is the word in front, if any. */
export function useTitle(title: string, options: { mark?: string | null; rehearsal?: boolean } = {}): void {
  const { t } = useTranslation()
  const { mark = null, rehearsal = false } = options
  useEffect(() => {
    const full = rehearsal ? t('rehearsal_title', { title }) : title
    document.title = `${mark ? t('marked_title', { mark, title: full }) : full} · ${t('app_name')}`
  }, [title, mark, rehearsal, t])
}
