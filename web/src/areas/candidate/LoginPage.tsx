import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChosenSchool, SchoolFields } from '@/features/accounts/SchoolFields'
import { LoginFrame } from '@/features/accounts/LoginFrame'
import { NumberLogin } from '@/features/accounts/NumberLogin'
import { SmsLogin } from '@/features/accounts/SmsLogin'
import { useSchools } from '@/features/accounts/candidate_login'
import { Button } from '@/ui/Button'
import { PageState } from '@/ui/PageState'
import { Segments } from '@/ui/Segments'
import { useTitle } from '@/ui/title'

/** Only our own pages: an address handed in from outside must not lead away. */
export function pageAfterLogin(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? ''
  return /^\/c\/(?!login)[\w/-]*(\?[\w%&=.,+~-]*)?$/.test(next) ? next : '/c/exams'
}

export default function LoginPage() {
  const { t } = useTranslation('candidate')
  const schools = useSchools()
  const [byNumber, setByNumber] = useState(false)
  const [needSchool, setNeedSchool] = useState(false)
  const chosen = useChosenSchool(schools.data ?? [])
  useTitle(t('login.title'))

  const form = {
    schoolId: chosen.school?.id ?? null,
    onNeedSchool: () => setNeedSchool(true),
    // A full load: whatever an earlier log-in left in this page is gone.
    onDone: () => location.assign(pageAfterLogin(location.search)),
  }
  return (
    <LoginFrame>
      <h1>{t('login.title')}</h1>
      <Segments
        label={t('login.as')}
        items={[
          { value: 'candidate', label: t('login.candidate') },
          { value: 'staff', label: t('login.staff') },
        ]}
        value="candidate"
        onChange={(area) => area === 'staff' && location.assign('/s/login')}
      />
      <PageState query={schools}>
        {(all) => (
          <>
            <SchoolFields
              schools={all}
              chosen={chosen}
              error={needSchool && !chosen.school ? t('login.need_school') : undefined}
            />
            {byNumber ? <NumberLogin {...form} /> : <SmsLogin {...form} />}
            <div className="row between wrap t14">
              <Button kind="text" onClick={() => setByNumber(!byNumber)}>
                {t(byNumber ? 'login.use_phone' : 'login.use_number')}
              </Button>
              {!byNumber && <span className="dim">{t('login.no_sms')}</span>}
            </div>
          </>
        )}
      </PageState>
    </LoginFrame>
  )
}
