import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Select } from '@/ui/Select'
import type { School } from './candidate_login'

const REMEMBERED = 'kaochang.school'

interface Chosen {
  school: string | null
  college: string | null
}

function remembered(): Chosen {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED) ?? '') as Chosen
  } catch {
    return { school: null, college: null }
  }
}

/** Where there is only one, it is chosen already; else this browser's last choice. */
export function useChosenSchool(schools: readonly School[]) {
  const [chosen, setChosen] = useState<Chosen>(remembered)
  const school = schools.length === 1 ? schools[0] : schools.find(({ id }) => id === chosen.school)
  const colleges = school?.colleges ?? []
  const college = colleges.length === 1 ? colleges[0] : colleges.find(({ id }) => id === chosen.college)
  useEffect(() => {
    try {
      if (chosen.school) localStorage.setItem(REMEMBERED, JSON.stringify(chosen))
    } catch {
      // Not remembered; nothing else depends on it.
    }
  }, [chosen])
  return {
    school,
    college,
    chooseSchool: (id: string) => setChosen({ school: id, college: null }),
    chooseCollege: (id: string) => setChosen({ school: school?.id ?? null, college: id }),
  }
}

interface Props {
  schools: readonly School[]
  chosen: ReturnType<typeof useChosenSchool>
  error?: string
}

export function SchoolFields({ schools, chosen, error }: Props) {
  const { t, i18n } = useTranslation('candidate')
  const english = i18n.language === 'en'
  const option = (one: { id: string; name: string; name_en: string }) => ({
    value: one.id,
    label: (english && one.name_en) || one.name,
    search: `${one.name} ${one.name_en}`,
  })
  return (
    <div className="kc-login-schools">
      <Select
        label={t('login.school')}
        options={schools.map(option)}
        value={chosen.school?.id ?? null}
        onChange={chosen.chooseSchool}
        error={error}
      />
      <Select
        label={t('login.college')}
        options={(chosen.school?.colleges ?? []).map(option)}
        value={chosen.college?.id ?? null}
        onChange={chosen.chooseCollege}
        disabled={!chosen.school}
      />
    </div>
  )
}
