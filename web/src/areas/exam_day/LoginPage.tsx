import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SecondStep } from '@/features/accounts/SecondStep'
import { StaffCode } from '@/features/accounts/StaffCode'
import { StaffLoginFrame } from '@/features/accounts/StaffLoginFrame'
import { StaffPassword } from '@/features/accounts/StaffPassword'
import { staffPageAfterLogin, useStaffSchools } from '@/features/accounts/staff_login'
import { Button } from '@/ui/Button'
import { PageState } from '@/ui/PageState'
import { Segments } from '@/ui/Segments'
import { Select } from '@/ui/Select'
import { useTitle } from '@/ui/title'

export default function LoginPage() {
  const { t, i18n } = useTranslation(['staff', 'account'])
  const schools = useStaffSchools()
  const [chosen, setChosen] = useState<string | null>(null)
  const [byCode, setByCode] = useState(false)
  const [needSchool, setNeedSchool] = useState(false)
  const [second, setSecond] = useState(false)
  useTitle(t('login.title'))
  const english = i18n.language === 'en'
  const only = schools.data?.length === 1 ? schools.data[0] : undefined
  const schoolId = chosen ?? only?.id ?? null

  const form = {
    schoolId,
    onNeedSchool: () => setNeedSchool(true),
    onDone: ({ second_step }: { second_step: boolean }) => (second_step ? setSecond(true) : enter()),
  }
  if (second) {
    return (
      <StaffLoginFrame>
        <h1>{t('account:second.title')}</h1>
        <SecondStep onDone={enter} onBack={() => setSecond(false)} />
      </StaffLoginFrame>
    )
  }
  return (
    <StaffLoginFrame>
      <h1>{t('login.title')}</h1>
      <Segments
        label={t('login.as')}
        items={[
          { value: 'candidate', label: t('login.candidate') },
          { value: 'staff', label: t('login.staff') },
        ]}
        value="staff"
        onChange={(area) => area === 'candidate' && location.assign('/c/login')}
      />
      <PageState query={schools}>
        {(all) => (
          <>
            <Select
              label={t('login.school')}
              options={all.map((school) => ({
                value: school.id,
                label: (english && school.name_en) || school.name,
                search: `${school.name} ${school.name_en}`,
              }))}
              value={schoolId}
              onChange={setChosen}
              error={needSchool && !schoolId ? t('login.need_school') : undefined}
            />
            {byCode ? <StaffCode {...form} /> : <StaffPassword {...form} />}
            <div className="row between t14">
              <Button kind="text" onClick={() => setByCode(!byCode)}>
                {t(byCode ? 'login.by_password' : 'login.by_code')}
              </Button>
              <Link to="/s/password">{t('login.forgotten')}</Link>
            </div>
          </>
        )}
      </PageState>
    </StaffLoginFrame>
  )
}

/** A full load: whatever an earlier log-in left in this page is gone. */
function enter() {
  location.assign(staffPageAfterLogin(location.search))
}
