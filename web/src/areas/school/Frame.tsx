import { Link, Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SchoolMe } from '@/api/school_shapes'
import { FirstPassword } from '@/features/accounts/OwnAccount'
import { logOutStaff } from '@/features/accounts/staff_login'
import { Bell } from '@/features/notifications/Bell'
import { useSchoolCatalogues } from '@/i18n/catalogues.school'
import { useLiveState } from '@/live/Live'
import { useAct } from '@/staff_ui/act'
import { Bar, OfflineStrip } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { PageState } from '@/ui/PageState'
import { MeContext, useMeQuery } from './me'
import { menuOf } from './menu'
import './school.css'

const OFFICES = ['school_admin', 'college_admin', 'auditor'] as const

/** Around every page of the school's web: bar, menu, content. */
export default function Frame() {
  useSchoolCatalogues()
  const me = useMeQuery()
  return <PageState query={me}>{(known) => <Inside me={known} />}</PageState>
}

function Inside({ me }: { me: SchoolMe }) {
  const { t, i18n } = useTranslation(['school/frame', 'account', 'common'])
  const connection = useLiveState()
  const [leave, leaving] = useAct(async () => {
    await logOutStaff()
    location.assign('/s/login')
    return true
  })
  const english = i18n.language === 'en'
  const offices = OFFICES.filter((office) => me.roles.includes(office))
  return (
    <MeContext value={me}>
      <div className="kc-school">
        <a className="kc-skip" href="#content">
          {t('skip')}
        </a>
        <Bar
          school={(english && me.school.name_en) || me.school.name}
          sub={t('title')}
          connection={connection}
          person={{
            name: me.person.name,
            detail: offices.map((office) => t(`office.${office}`)).join(t('common:list_comma')),
          }}
        >
          <Bell />
          <Link to="/s/rooms" search={{ stay: '1' }} className="nowrap">
            {t('my_rooms')}
          </Link>
          <Link to="/s/account" className="nowrap">
            {t('account:own.title')}
          </Link>
          <Button kind="text" size="s" busy={leaving} onClick={() => void leave()}>
            {t('common:log_out')}
          </Button>
        </Bar>
        <nav className="kc-menu" aria-label={t('menu_label')}>
          {menuOf(me).map((item) => {
            const count = item.count?.(me) ?? 0
            return (
              <Link
                key={item.to}
                to={item.to}
                activeOptions={{ exact: item.to === '/s/school' }}
                activeProps={{ 'aria-current': 'page' }}
              >
                <Icon name={item.icon} />
                <span>{t(`menu.${item.label}`)}</span>
                {count > 0 && <b className="kc-menu-count">{count}</b>}
              </Link>
            )
          })}
        </nav>
        <main className="kc-content" id="content" tabIndex={-1}>
          <OfflineStrip connection={connection}>{t('offline')}</OfflineStrip>
          <FirstPassword />
          <Outlet />
        </main>
      </div>
    </MeContext>
  )
}
