import i18next from 'i18next'
import { LANGUAGES } from './start'

const files = import.meta.glob<{ default: object }>('./{zh-CN,en}/school/*.json', { eager: true })

/** The school's words come with its pages: `school/exams.json` is the namespace `school/exams`. */
export function addSchoolCatalogues(): void {
  for (const [path, { default: words }] of Object.entries(files)) {
    const [, language, name] = /^\.\/([^/]+)\/(.+)\.json$/.exec(path) ?? []
    if (language && name && !i18next.hasResourceBundle(language, name)) {
      i18next.addResourceBundle(language, name, words)
    }
  }
}

/** Before the first word of the area is drawn; a second time does nothing. */
export function useSchoolCatalogues(): void {
  if (LANGUAGES.some((language) => !i18next.hasResourceBundle(language, 'school/frame')))
    addSchoolCatalogues()
}
