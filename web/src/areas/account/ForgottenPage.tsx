import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ResetPassword } from '@/features/accounts/ResetPassword'
import { StaffLoginFrame } from '@/features/accounts/StaffLoginFrame'
import { useStaffSchools } from '@/features/accounts/staff_login'
import { Button } from '@/ui/Button'
import { EmptyState, PageState } from '@/ui/PageState'
import { Select } from '@/ui/Select'
import { useTitle } from '@/ui/title'

/** A forgotten password, set again by a code that goes to the phone or the mail address. */
export default function ForgottenPage() {
  const { t, i18n } = useTranslation(['account', 'staff'])
  const schools = useStaffSchools()
  const [chosen, setChosen] = useState<string | null>(null)
  const [needSchool, setNeedSchool] = useState(false)
  const [done, setDone] = useState(false)
  useTitle(t('forgotten.title'))
  const english = i18n.language === 'en'
  const only = schools.data?.length === 1 ? schools.data[0] : undefined
  const schoolId = chosen ?? only?.id ?? null

  if (done) {
    return (
      <StaffLoginFrame>
        <EmptyState
          icon="done"
          title={t('forgotten.done')}
          actions={
            <Button kind="primary" onClick={() => location.assign('/s/login')}>
              {t('to_login')}
            </Button>
          }
        >
          {t('forgotten.done_text')}
        </EmptyState>
      </StaffLoginFrame>
    )
  }
  return (
    <StaffLoginFrame>
      <h1>{t('forgotten.title')}</h1>
      <p className="dim">{t('forgotten.lead')}</p>
      <PageState query={schools}>
        {(all) => (
          <>
            <Select
              label={t('staff:login.school')}
              options={all.map((school) => ({
                value: school.id,
                label: (english && school.name_en) || school.name,
                search: `${school.name} ${school.name_en}`,
              }))}
              value={schoolId}
              onChange={setChosen}
              error={needSchool && !schoolId ? t('staff:login.need_school') : undefined}
            />
            <ResetPassword
              schoolId={schoolId}
              onNeedSchool={() => setNeedSchool(true)}
              onDone={() => setDone(true)}
            />
            <Link to="/s/login" className="t14">
              {t('back_to_login')}
            </Link>
          </>
        )}
      </PageState>
    </StaffLoginFrame>
  )
}
