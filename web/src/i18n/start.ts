import i18next, { type Resource, type ResourceLanguage } from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'zh-CN' | 'en'
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en']
const STORED = 'kaochang.language'

/** Chinese unless the person chose otherwise here, or the browser speaks no Chinese. */
export function preferredLanguage(): Language {
  try {
    const stored = localStorage.getItem(STORED)
    if (stored === 'zh-CN' || stored === 'en') return stored
  } catch {
    // Storage closed to this page (private windows): the browser's own language decides.
  }
  const spoken = navigator.languages
  return spoken.length === 0 || spoken.some((tag) => tag.toLowerCase().startsWith('zh')) ? 'zh-CN' : 'en'
}

/** Each entry passes only the catalogues of its own area, so candidates do not load the staff's words. */
export async function startI18n(catalogues: Record<Language, ResourceLanguage>): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: catalogues as Resource,
    lng: preferredLanguage(),
    fallbackLng: 'zh-CN',
    defaultNS: 'common',
    ns: Object.keys(catalogues['zh-CN']),
    interpolation: { escapeValue: false },
    returnEmptyString: false,
    react: { useSuspense: false },
  })
  document.documentElement.lang = i18next.language
}

export async function setLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  try {
    localStorage.setItem(STORED, language)
  } catch {
    // Not remembered, but switched.
  }
}
