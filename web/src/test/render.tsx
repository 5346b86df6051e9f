import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import axe from 'axe-core'
import type { ResourceLanguage } from 'i18next'
import type { ReactElement } from 'react'
import { catalogues as candidate } from '@/i18n/catalogues.candidate'
import { catalogues as phone } from '@/i18n/catalogues.phone'
import { addSchoolCatalogues } from '@/i18n/catalogues.school'
import { catalogues as staff } from '@/i18n/catalogues.staff'
import { startI18n } from '@/i18n/start'

const all = (language: 'zh-CN' | 'en'): ResourceLanguage => ({
  ...candidate[language],
  ...phone[language],
  ...staff[language],
})

/** Renders as the entries do: with words and a query cache. Chinese unless told. */
export async function show(page: ReactElement, language: 'zh-CN' | 'en' = 'zh-CN') {
  localStorage.setItem('kaochang.language', language)
  await startI18n({ 'zh-CN': all('zh-CN'), en: all('en') })
  addSchoolCatalogues()
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(<QueryClientProvider client={queries}>{page}</QueryClientProvider>)
}

/** What a screen-reader user would stumble over; colours are checked on the tokens. */
export async function violations(element: Element): Promise<string[]> {
  const result = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  })
  return result.violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`,
  )
}
