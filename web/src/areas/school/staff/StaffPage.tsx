import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StaffRow } from '@/api/school_shapes'
import type { Filter } from '@/staff_ui/list/FilterBar'
import { ListPage } from '@/staff_ui/list/ListPage'
import { useList } from '@/staff_ui/list/useList'
import { EmptyState } from '@/ui/PageState'
import { useMe } from '../me'
import { ROLES } from '../rooms/marks'
import { useExamChoices } from '../rooms/reads'
import { useNames } from '../rooms/useNames'
import { useStaffColumns } from './columns'
import { RELATION_STATES } from './marks'
import { RelationDrawer } from './RelationDrawer'
import { useStaffList } from './reads'
import { StaffDrawer } from './StaffDrawer'

const FILTERS = ['role', 'session_id', 'college_id', 'relation']

export default function StaffPage() {
  const { t } = useTranslation(['school/staff', 'states'])
  const { colleges } = useMe()
  const nameOf = useNames()
  const list = useList(FILTERS)
  const rows = useStaffList(list)
  const exams = useExamChoices().data?.items ?? []
  const [relating, setRelating] = useState<StaffRow | null>(null)
  const filters: Filter[] = [
    {
      key: 'role',
      label: t('col.role'),
      options: ROLES.map((value) => ({ value, label: t(`states:role.${value}`) })),
    },
    {
      key: 'session_id',
      label: t('exam'),
      options: exams.map((exam) => ({ value: exam.id, label: nameOf(exam) })),
    },
    {
      key: 'relation',
      label: t('col.relations'),
      options: RELATION_STATES.map((value) => ({ value, label: t(`relation_filter.${value}`) })),
    },
  ]
  // Whoever manages one college has nothing to choose.
  if (colleges.length > 1) {
    filters.push({
      key: 'college_id',
      label: t('col.college'),
      options: colleges.map((college) => ({ value: college.id, label: nameOf(college) })),
    })
  }
  return (
    <ListPage<StaffRow>
      id="staff"
      title={t('title')}
      lead={(count) => t('lead', { count })}
      searchHint={t('search')}
      list={list}
      rows={rows}
      columns={useStaffColumns()}
      filters={filters}
      exportPath="/api/v1/school/staff/export"
      onOpen={(person) => list.set({ open: person.id })}
      empty={
        <EmptyState icon="users" title={t('empty_title')}>
          {t('empty_text')}
        </EmptyState>
      }
    >
      <StaffDrawer
        person={rows.data?.items.find((person) => person.id === list.open)}
        onRelate={setRelating}
        onClose={() => list.set({ open: null })}
      />
      {relating && <RelationDrawer person={relating} onClose={() => setRelating(null)} />}
    </ListPage>
  )
}
