import { ExamDayShell } from '@/areas/exam_day/Shell'
import { buildRouter, type PageRoute } from './router'
import { schoolPages } from './routes.school'

/** Every page of this entry: address and module. The module's default export is the page. */
export const pages: readonly PageRoute[] = [
  { path: '/s/login', open: true, load: () => import('@/areas/exam_day/LoginPage') },
  { path: '/s/invitation', open: true, load: () => import('@/areas/account/InvitationPage') },
  { path: '/s/password', open: true, load: () => import('@/areas/account/ForgottenPage') },
  { path: '/s/account', load: () => import('@/areas/account/AccountPage') },
  { path: '/s', load: () => import('@/areas/exam_day/HomePage') },
  { path: '/s/rooms', load: () => import('@/areas/exam_day/HomePage') },
  { path: '/s/relations', load: () => import('@/areas/exam_day/relations/RelationsPage') },
  { path: '/s/rooms/$room/board', load: () => import('@/areas/exam_day/board/BoardPage') },
  { path: '/s/rooms/$room/panel', load: () => import('@/areas/exam_day/panel/PanelPage') },
  { path: '/s/rooms/$room/inspection', load: () => import('@/areas/exam_day/inspect/InspectPage') },
]

export const router = buildRouter({
  pages,
  framed: [{ id: 'school', load: () => import('@/areas/school/Frame'), pages: schoolPages }],
  home: '/s/rooms',
  shell: ExamDayShell,
})
