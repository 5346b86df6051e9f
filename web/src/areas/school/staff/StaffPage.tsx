import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StaffRow } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import type { Filter } from '@/staff_ui/list/FilterBar'
import { ListPage } from '@/staff_ui/list/ListPage'
import { useList } from '@/staff_ui/list/useList'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/PageState'
import { showToast } from '@/ui/toast'
import { useExamFilter } from '../choices'
import { useMe } from '../me'
import { ROLES } from '../rooms/marks'
import { useNames } from '../rooms/useNames'
import { useStaffColumns } from './columns'
import { RELATION_STATES } from './marks'
import { RelationDrawer } from './RelationDrawer'
import { askStatements, useStaffList } from './reads'
import { InviteDrawer } from '../settings/InviteDrawer'
import { StaffDrawer } from './StaffDrawer'

const FILTERS = ['role', 'session_id', 'college_id', 'relation']

export default function StaffPage() {
  const { t } = useTranslation(['school/staff', 'states', 'school/settings'])
  const { colleges } = useMe()
  const nameOf = useNames()
  const list = useList(FILTERS)
  const rows = useStaffList(list)
  const [relating, setRelating] = useState<StaffRow | null>(null)
  const [inviting, setInviting] = useState(false)
  const filters: Filter[] = [
    {
      key: 'role',
      label: t('col.role'),
      options: ROLES.map((value) => ({ value, label: t(`states:role.${value}`) })),
    },
    useExamFilter(t('exam'), list.filters['session_id']),
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
  const [ask] = useAct(async () => {
    const { asked, left_out } = await askStatements(list)
    const said = asked === 0 ? 'asked_nobody' : left_out > 0 ? 'asked_others' : 'asked'
    showToast(t(said, { count: asked, left_out }))
    return true
  })
  const [reminding, setReminding] = useState(false)
  const silent = list.filters['relation']?.join() === 'silent'
  const count = rows.data?.total ?? 0
  const invite = (
    <Button kind="primary" icon="plus" onClick={() => setInviting(true)}>
      {t('school/settings:invite')}
    </Button>
  )
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
      exportsWhole
      actions={
        <>
          {silent && count > 0 && (
            <Button icon="bell" onClick={() => setReminding(true)}>
              {t('ask')}
            </Button>
          )}
          {invite}
        </>
      }
      onOpen={(person) => list.set({ open: person.id })}
      empty={
        <EmptyState icon="users" title={t('empty_title')} actions={invite}>
          {t('empty_text')}
        </EmptyState>
      }
    >
      <StaffDrawer
        person={rows.data?.items.find((person) => person.id === list.open)}
        onRelate={setRelating}
        onClose={() => list.set({ open: null })}
      />
      {reminding && (
        <Ask title={t('ask_title')} act={t('ask')} onClose={() => setReminding(false)} onAct={() => ask()}>
          {t('ask_text')}
        </Ask>
      )}
      {inviting && <InviteDrawer onClose={() => setInviting(false)} />}
      {relating && <RelationDrawer person={relating} onClose={() => setRelating(null)} />}
    </ListPage>
  )
}
