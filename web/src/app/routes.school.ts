import type { PageRoute } from './router'

/** Every page of the school's web: address and module. What the menu shows stands in areas/school/menu.ts. */
export const schoolPages: readonly PageRoute[] = [
  { path: '/s/school', load: () => import('@/areas/school/StartPage') },
  { path: '/s/school/exams', load: () => import('@/areas/school/exams/ExamsPage') },
]
