import { useTranslation } from 'react-i18next'

/** Sentences are told by the server, in the language of the page. */
export function useLang(): 'zh' | 'en' {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh'
}
