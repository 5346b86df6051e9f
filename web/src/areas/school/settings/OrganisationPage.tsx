import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Organisation } from '@/api/school_shapes'
import { ExportButton } from '@/staff_ui/list/ExportButton'
import { FilterBar } from '@/staff_ui/list/FilterBar'
import { PageHead } from '@/staff_ui/list/PageHead'
import { Button } from '@/ui/Button'
import { EmptyState, PageState } from '@/ui/PageState'
import { CollegeCard } from './CollegeCard'
import { found } from './found'
import { OrganisationTree } from './OrganisationTree'
import { useOrganisation } from './reads'
import { SettingsParts } from './SettingsParts'
import { UnitDrawer } from './UnitDrawer'
import './settings.css'

export default function OrganisationPage() {
  return <PageState query={useOrganisation()}>{(school) => <Inside school={school} />}</PageState>
}

/** So many colleges and majors are seen at a glance; more are searched. */
const SHORT = 8

function Inside({ school }: { school: Organisation }) {
  const { t } = useTranslation(['school/settings', 'list'])
  const navigate = useNavigate()
  const { college: asked } = useSearch({ strict: false }) as { college?: string }
  const [making, setMaking] = useState(false)
  const choose = (college: string) =>
    void navigate({ to: '.', search: { college } as never, replace: true, resetScroll: false })
  const [q, setQ] = useState('')
  const searchField = useRef<HTMLInputElement>(null)
  const colleges = found(school.colleges, q)
  const chosen = colleges.find(({ id }) => id === asked) ?? colleges[0]
  const long = school.colleges.reduce((sum, { majors }) => sum + 1 + majors.length, 0) > SHORT
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
        actions={
          <>
            {school.colleges.length > 0 && (
              <ExportButton path="/api/v1/school/organisation/export" asked={{ q }} columns={[]} />
            )}
            {school.can_edit && make}
          </>
        }
      />
      <SettingsParts current="organisation" />
      {long && (
        <section className="kc-card">
          <FilterBar
            placeholder={t('search_units')}
            q={q}
            onSearch={setQ}
            filters={[]}
            values={{}}
            onFilter={() => {}}
            conditions={q ? 1 : 0}
            onClear={() => setQ('')}
            searchField={searchField}
          />
        </section>
      )}
      {chosen ? (
        <div className="kc-organisation">
          <OrganisationTree school={school} colleges={colleges} chosen={chosen.id} onChoose={choose} />
          <CollegeCard key={chosen.id} college={chosen} mayRename={school.can_edit} />
        </div>
      ) : (
        <section className="kc-card">
          {q ? (
            <EmptyState
              icon="search"
              title={t('list:filtered_title')}
              actions={<Button onClick={() => setQ('')}>{t('list:filtered_clear')}</Button>}
            />
          ) : (
            <EmptyState icon="home" title={t('empty_title')}>
              {t('empty_text')}
            </EmptyState>
          )}
        </section>
      )}
      {making && (
        <UnitDrawer
          kind="college"
          onMade={(college) => {
            // Seen, whatever was searched before.
            setQ('')
            choose(college)
          }}
          onClose={() => setMaking(false)}
        />
      )}
    </>
  )
}
