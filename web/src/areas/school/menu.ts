import type { SchoolMe } from '@/api/school_shapes'
import type { IconName } from '@/ui/Icon'

export type Office = 'school_admin' | 'college_admin' | 'auditor'

export interface MenuItem {
  to: string
  icon: IconName
  /** A key of `school/frame:menu`. */
  label:
    | 'overview'
    | 'monitor'
    | 'exams'
    | 'rooms'
    | 'candidates'
    | 'staff'
    | 'announcements'
    | 'tickets'
    | 'settings'
    | 'trail'
  /** Who may see the page. */
  for: readonly Office[]
  /** The number beside the word: what waits there. */
  count?: (me: SchoolMe) => number
}

export const MANAGERS = ['school_admin', 'college_admin'] as const satisfies readonly Office[]

/** One line per working page, in the order of the design. */
export const MENU: readonly MenuItem[] = [
  { to: '/s/school', icon: 'home', label: 'overview', for: MANAGERS },
  { to: '/s/school/exams', icon: 'calendar', label: 'exams', for: MANAGERS },
  { to: '/s/school/rooms', icon: 'seat', label: 'rooms', for: MANAGERS },
  { to: '/s/school/candidates', icon: 'users', label: 'candidates', for: MANAGERS },
  { to: '/s/school/staff', icon: 'user', label: 'staff', for: MANAGERS },
  { to: '/s/school/announcements', icon: 'megaphone', label: 'announcements', for: MANAGERS },
  {
    to: '/s/school/tickets',
    icon: 'help',
    label: 'tickets',
    for: MANAGERS,
    count: (me) => me.counts.open_tickets,
  },
  { to: '/s/school/monitor', icon: 'eye', label: 'monitor', for: MANAGERS },
  { to: '/s/school/settings', icon: 'gear', label: 'settings', for: MANAGERS },
  { to: '/s/school/trail', icon: 'document', label: 'trail', for: ['school_admin', 'auditor'] },
]

export function menuOf(me: SchoolMe, menu: readonly MenuItem[] = MENU): MenuItem[] {
  return menu.filter((item) => item.for.some((office) => me.roles.includes(office)))
}
