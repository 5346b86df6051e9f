import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AnnouncementRow } from '@/api/school_shapes'
import type { Filter } from '@/staff_ui/list/FilterBar'
import { ListPage } from '@/staff_ui/list/ListPage'
import { useList } from '@/staff_ui/list/useList'
import { Button } from '@/ui/Button'
import { useNames } from '@/ui/names'
import { EmptyState } from '@/ui/PageState'
import { useMe } from '../me'
import { useAnnouncementColumns } from './columns'
import { LEVELS, STATES } from './marks'
import { ListParts } from './Parts'
import { useAnnouncements } from './reads'

const FILTERS = ['state', 'level', 'must_read', 'college_id']

export default function AnnouncementsPage() {
  const { t } = useTranslation('school/announcements')
  const { colleges } = useMe()
  const nameOf = useNames()
  const navigate = useNavigate()
  const list = useList(FILTERS)
  const filters: Filter[] = [
    {
      key: 'state',
      label: t('col.state'),
      options: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
    },
    {
      key: 'level',
      label: t('col.level'),
      options: LEVELS.map((value) => ({ value, label: t(`level.${value}`) })),
    },
    { key: 'must_read', label: t('col.must_read'), options: [{ value: 'true', label: t('must_read') }] },
  ]
  // Whoever manages one college has nothing to choose.
  if (colleges.length > 1) {
    filters.push({
      key: 'college_id',
      label: t('level.college'),
      options: colleges.map((college) => ({ value: college.id, label: nameOf(college) })),
    })
  }
  const open = (id: string) => void navigate({ to: `/s/school/announcements/${id}` })
  const add = (
    <Button kind="primary" icon="plus" onClick={() => open('new')}>
      {t('new')}
    </Button>
  )
  return (
    <ListPage<AnnouncementRow>
      id="announcements"
      title={t('title')}
      lead={(count) => t('lead', { count })}
      parts={<ListParts current="announcements" />}
      searchHint={t('search')}
      list={list}
      rows={useAnnouncements(list)}
      columns={useAnnouncementColumns()}
      filters={filters}
      exportPath="/api/v1/school/announcements/export"
      actions={add}
      onOpen={({ id }) => open(id)}
      empty={
        <EmptyState icon="megaphone" title={t('empty_title')} actions={add}>
          {t('empty_text')}
        </EmptyState>
      }
    />
  )
}
