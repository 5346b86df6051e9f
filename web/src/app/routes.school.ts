import type { PageRoute } from './router'

/** Every page of the school's web: address and module. What the menu shows stands in areas/school/menu.ts. */
export const schoolPages: readonly PageRoute[] = [
  { path: '/s/school', load: () => import('@/areas/school/StartPage') },
  { path: '/s/school/rooms', load: () => import('@/areas/school/rooms/RoomsPage') },
  { path: '/s/school/rooms/$room', load: () => import('@/areas/school/rooms/RoomPage') },
  {
    path: '/s/school/rooms/timetable/$exam',
    load: () => import('@/areas/school/timetable/TimetablePage'),
  },
  { path: '/s/school/candidates', load: () => import('@/areas/school/candidates/CandidatesPage') },
  {
    path: '/s/school/candidates/$candidate',
    load: () => import('@/areas/school/candidates/CandidatePage'),
  },
  { path: '/s/school/tickets', load: () => import('@/areas/school/tickets/TicketsPage') },
  { path: '/s/school/staff', load: () => import('@/areas/school/staff/StaffPage') },
  {
    path: '/s/school/exams/$exam/import',
    load: () => import('@/areas/school/imports/ImportPage'),
  },
  { path: '/s/school/exams', load: () => import('@/areas/school/exams/ExamsPage') },
  { path: '/s/school/exams/$exam', load: () => import('@/areas/school/exam/ExamPage') },
  {
    path: '/s/school/announcements',
    load: () => import('@/areas/school/announcements/AnnouncementsPage'),
  },
  {
    path: '/s/school/announcements/changes',
    load: () => import('@/areas/school/announcements/ChangesPage'),
  },
  {
    path: '/s/school/announcements/$announcement',
    load: () => import('@/areas/school/announcements/AnnouncementPage'),
  },
  {
    path: '/s/school/announcements/$announcement/receipts',
    load: () => import('@/areas/school/announcements/ReceiptsPage'),
  },
  { path: '/s/school/settings', load: () => import('@/areas/school/settings/OrganisationPage') },
  { path: '/s/school/settings/members', load: () => import('@/areas/school/settings/MembersPage') },
  { path: '/s/school/settings/texts', load: () => import('@/areas/school/texts/TermsPage') },
  { path: '/s/school/settings/notifications', load: () => import('@/areas/school/ways/WaysPage') },
  { path: '/s/school/settings/sms', load: () => import('@/areas/school/sms/SmsPage') },
  { path: '/s/school/settings/invitations', load: () => import('@/areas/school/settings/InvitationsPage') },
  { path: '/s/school/trail', load: () => import('@/areas/school/trail/TrailPage') },
  { path: '/s/school/monitor', load: () => import('@/areas/school/monitor/MonitorPage') },
]
