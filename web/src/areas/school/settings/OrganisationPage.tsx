import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Organisation } from '@/api/school_shapes'
import { PageHead } from '@/staff_ui/list/PageHead'
import { Button } from '@/ui/Button'
import { EmptyState, PageState } from '@/ui/PageState'
import { CollegeCard } from './CollegeCard'
import { OrganisationTree } from './OrganisationTree'
import { useOrganisation } from './reads'
import { SettingsParts } from './SettingsParts'
import { UnitDrawer } from './UnitDrawer'
import './settings.css'

export default function OrganisationPage() {
  return <PageState query={useOrganisation()}>{(school) => <Inside school={school} />}</PageState>
}

function Inside({ school }: { school: Organisation }) {
  const { t } = useTranslation('school/settings')
  const navigate = useNavigate()
  const { college: asked } = useSearch({ strict: false }) as { college?: string }
  const [making, setMaking] = useState(false)
  const choose = (college: string) =>
    void navigate({ to: '.', search: { college } as never, replace: true, resetScroll: false })
  const chosen = school.colleges.find(({ id }) => id === asked) ?? school.colleges[0]
  const make = (
    <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
      {t('college.new')}
    </Button>
  )
  return (
    <>
      <PageHead
        title={t('part.organisation')}
        crumb={t('title')}
        lead={t('organisation_lead', { count: school.colleges.length })}
        actions={school.can_edit && make}
      />
      <SettingsParts current="organisation" />
      {chosen ? (
        <div className="kc-organisation">
          <OrganisationTree school={school} chosen={chosen.id} onChoose={choose} />
          <CollegeCard key={chosen.id} college={chosen} mayRename={school.can_edit} />
        </div>
      ) : (
        <section className="kc-card">
          <EmptyState icon="home" title={t('empty_title')}>
            {t('empty_text')}
          </EmptyState>
        </section>
      )}
      {making && <UnitDrawer kind="college" onMade={choose} onClose={() => setMaking(false)} />}
    </>
  )
}
