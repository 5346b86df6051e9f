import { useTranslation } from 'react-i18next'

interface Named {
  name: string
  name_en: string
}

/** The name of something in the language of the page. */
export function useNames(): (thing: Named) => string {
  const { i18n } = useTranslation()
  return (thing) => (i18n.language === 'en' && thing.name_en) || thing.name
}
