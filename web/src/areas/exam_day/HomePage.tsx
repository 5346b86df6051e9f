import { Link, Navigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { HomeRoomCard } from '@/features/exams/HomeRoomCard'
import { Bell } from '@/features/notifications/Bell'
import { logOutStaff } from '@/features/accounts/staff_login'
import { useLiveState } from '@/live/Live'
import { useAct } from '@/staff_ui/act'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Bar, OfflineStrip } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { EmptyState, PageState } from '@/ui/PageState'
import { useTitle } from '@/ui/title'
import { useStaffHome } from './reads'
import '@/staff_ui/staff.css'

/** Offices with pages in the school's web. */
const IN_SCHOOL_WEB = new Set(['school_admin', 'college_admin', 'auditor'])

export default function HomePage() {
  const { t, i18n } = useTranslation(['staff', 'account', 'common'])
  const home = useStaffHome()
  const connection = useLiveState()
  // Who came here from the school's web wants this page, even an empty one.
  const { stay } = useSearch({ strict: false }) as { stay?: string }
  const [leave, leaving] = useAct(async () => {
    await logOutStaff()
    location.assign('/s/login')
    return true
  })
  useTitle(t('rooms'))
  const schoolOf = (at?: { school_name: string; school_name_en: string }) =>
    at && ((i18n.language === 'en' && at.school_name_en) || at.school_name)
  return (
    <div className="kc-page kc-staff-page">
      <PageState query={home}>
        {({ me, rooms, memberships, statement_due }) => {
          const inSchool = memberships.some(({ role }) => IN_SCHOOL_WEB.has(role))
          if (inSchool && rooms.length === 0 && !stay) return <Navigate to="/s/school" replace />
          return (
            <>
              <Bar
                school={schoolOf(rooms[0] ?? memberships[0]) ?? t('common:app_name')}
                sub={t('rooms')}
                connection={connection}
                person={{ name: me.name }}
              >
                <Bell />
                {inSchool && (
                  <Link to="/s/school" className="kc-btn s">
                    <Icon name="home" size={16} />
                    {t('home.school')}
                  </Link>
                )}
                <Link to="/s/relations" className="kc-btn text s">
                  {t('home.relations')}
                </Link>
                <Link to="/s/account" className="kc-btn text s">
                  {t('account:own.title')}
                </Link>
                <Button kind="text" size="s" busy={leaving} onClick={() => void leave()}>
                  {t('common:log_out')}
                </Button>
              </Bar>
              <main className="kc-main wide">
                <OfflineStrip connection={connection} />
                {statement_due && (
                  <AlarmStrip
                    kind="amber"
                    actions={
                      <Link to="/s/relations" className="kc-btn s">
                        {t('home.state')}
                      </Link>
                    }
                  >
                    {t('home.statement_due')}
                  </AlarmStrip>
                )}
                <div>
                  <h1 className="t24">{t('home.hello', { name: me.name })}</h1>
                  {rooms.length > 0 && <p className="dim">{t('home.lead')}</p>}
                </div>
                {rooms.length === 0 && (
                  <EmptyState icon="seat" title={t(inSchool ? 'home.office_title' : 'home.empty_title')}>
                    {t(inSchool ? 'home.office_text' : 'home.empty_text')}
                  </EmptyState>
                )}
                {rooms.map((room) => (
                  <HomeRoomCard key={room.room_id} room={room} />
                ))}
              </main>
            </>
          )
        }}
      </PageState>
    </div>
  )
}
