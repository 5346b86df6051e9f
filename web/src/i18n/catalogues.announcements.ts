import i18next from 'i18next'
import en from './en/announcements.json'
import zh from './zh-CN/announcements.json'

/** The words of announcements and notifications come with their pages, not with the first one. */
export function useAnnouncementCatalogues(): void {
  if (i18next.hasResourceBundle('en', 'announcements')) return
  i18next.addResourceBundle('zh-CN', 'announcements', zh)
  i18next.addResourceBundle('en', 'announcements', en)
}
