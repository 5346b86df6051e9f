import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomRow } from '@/api/school_shapes'
import type { Filter } from '@/staff_ui/list/FilterBar'
import { ListPage } from '@/staff_ui/list/ListPage'
import { useList } from '@/staff_ui/list/useList'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/PageState'
import { STATES } from '../exams/marks'
import { useExamFilter } from '../choices'
import { useMe } from '../me'
import { useRoomColumns } from './columns'
import { ROOM_STATES } from './marks'
import { NewRoomDrawer } from './NewRoomDrawer'
import { useExamChoices, useRooms } from './reads'
import { useNames } from './useNames'

const FILTERS = ['session_id', 'college_id', 'exam_state', 'state']

export default function RoomsPage() {
  const { t } = useTranslation(['school/rooms', 'school/exams'])
  const { colleges } = useMe()
  const nameOf = useNames()
  const navigate = useNavigate()
  const list = useList(FILTERS)
  const rows = useRooms(list)
  const exams = useExamChoices().data?.items
  const [adding, setAdding] = useState(false)
  const filters: Filter[] = [
    useExamFilter(t('col.exam'), list.filters['session_id']),
    {
      key: 'exam_state',
      label: t('col.exam_state'),
      options: STATES.map((value) => ({ value, label: t(`school/exams:state.${value}`) })),
    },
    {
      key: 'state',
      label: t('col.state'),
      options: ROOM_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
    },
  ]
  // Whoever manages one college has nothing to choose.
  if (colleges.length > 1) {
    filters.splice(1, 0, {
      key: 'college_id',
      label: t('col.college'),
      options: colleges.map((college) => ({ value: college.id, label: nameOf(college) })),
    })
  }
  const add = (
    <Button kind="primary" icon="plus" onClick={() => setAdding(true)}>
      {t('new')}
    </Button>
  )
  return (
    <ListPage<RoomRow>
      id="rooms"
      title={t('title')}
      lead={(count) => t('lead', { count })}
      searchHint={t('search')}
      list={list}
      rows={rows}
      columns={useRoomColumns()}
      filters={filters}
      exportPath="/api/v1/school/rooms/export"
      actions={add}
      onOpen={(room) => void navigate({ to: `/s/school/rooms/${room.id}` })}
      empty={
        <EmptyState icon="seat" title={t('empty_title')} actions={add}>
          {t('empty_text')}
        </EmptyState>
      }
    >
      {adding && <NewRoomDrawer exams={exams} onClose={() => setAdding(false)} />}
    </ListPage>
  )
}
