import { useTranslation } from 'react-i18next'

/** The name in the page's language, where the school gave one. */
export function useNames() {
  const english = useTranslation().i18n.language === 'en'
  return (one: { name: string; name_en: string }) => (english && one.name_en) || one.name
}
