import { CandidateShell } from '@/areas/candidate/Shell'
import { buildRouter, type PageRoute } from './router'

/** Every page of this entry: address and module. The module's default export is the page. */
export const pages: readonly PageRoute[] = [
  { path: '/c/login', open: true, load: () => import('@/areas/candidate/LoginPage') },
  { path: '/c/consent', load: () => import('@/areas/candidate/ConsentPage') },
  { path: '/c/exams', load: () => import('@/areas/candidate/ExamsPage') },
  {
    path: '/c/announcements',
    load: () => import('@/areas/candidate/announcements/AnnouncementsPage'),
  },
  {
    path: '/c/announcements/$announcement',
    load: () => import('@/areas/candidate/announcements/AnnouncementPage'),
  },
  { path: '/c/exams/$entry', load: () => import('@/areas/candidate/EntryPage') },
]

export const router = buildRouter({ pages, home: '/c/exams', shell: CandidateShell })
