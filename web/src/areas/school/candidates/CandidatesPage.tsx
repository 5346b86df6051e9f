import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CandidateRow } from '@/api/school_shapes'
import type { Filter } from '@/staff_ui/list/FilterBar'
import { ListPage } from '@/staff_ui/list/ListPage'
import type { Filters } from '@/staff_ui/list/state'
import { useList } from '@/staff_ui/list/useList'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/PageState'
import { useExamFilter, useRoomFilter } from '../choices'
import { useMe } from '../me'
import { useNames } from '../rooms/useNames'
import { useCandidateColumns } from './columns'
import { STAGES } from './marks'
import { Mailings } from './bulk/Mailings'
import { usePlaceMany } from './bulk/PlaceMany'
import { useRemoveMany } from './bulk/RemoveMany'
import { useWriteMany } from './bulk/WriteMany'
import { CodeSheets, usePrintCodes } from './CodeSheets'
import { useCandidates, useCollegesAndMajors } from './reads'

const FILTERS = ['session_id', 'room_id', 'placed', 'stage', 'major_id', 'college_id']

export default function CandidatesPage() {
  const { t } = useTranslation(['school/candidates', 'states'])
  const list = useList(FILTERS)
  const rows = useCandidates(list)
  const navigate = useNavigate()
  const acts = [usePlaceMany(), useWriteMany(), usePrintCodes(), useRemoveMany()]
  return (
    <ListPage<CandidateRow>
      id="candidates"
      title={t('title')}
      lead={(count) => t('lead', { count })}
      searchHint={t('search')}
      list={list}
      rows={rows}
      columns={useCandidateColumns()}
      filters={useFilters(list.filters)}
      exportPath="/api/v1/school/candidates/export"
      bulk={acts}
      onOpen={(row) => void navigate({ to: `/s/school/candidates/${row.id}` })}
      empty={
        <EmptyState
          icon="users"
          title={t('empty_title')}
          actions={
            <Button icon="calendar" onClick={() => void navigate({ to: '/s/school/exams' })}>
              {t('empty_act')}
            </Button>
          }
        >
          {t('empty_text')}
        </EmptyState>
      }
      parts={
        <>
          <CodeSheets />
          <Mailings />
        </>
      }
    />
  )
}

/** Rooms are offered once an exam is chosen, colleges to who manages several. */
function useFilters(chosen: Filters): Filter[] {
  const { t } = useTranslation(['school/candidates', 'states'])
  const { colleges } = useMe()
  const nameOf = useNames()
  const examIds = chosen['session_id'] ?? []
  const exam = useExamFilter(t('col.exam'), examIds)
  const room = useRoomFilter(t('col.room'), examIds, chosen['room_id'])
  const units = useCollegesAndMajors().data?.colleges ?? []
  const named = (things: readonly { id: string; name: string; name_en: string }[]) =>
    things.map((thing) => ({ value: thing.id, label: nameOf(thing) }))
  const filters = [exam]
  if (examIds.length > 0) filters.push(room)
  filters.push(
    {
      key: 'stage',
      label: t('col.stage'),
      options: STAGES.map((value) => ({ value, label: t(`states:stage.${value}`) })),
    },
    {
      key: 'placed',
      label: t('col.placed'),
      options: (['placed', 'unplaced'] as const).map((value) => ({ value, label: t(value) })),
    },
    { key: 'major_id', label: t('col.major'), options: named(units.flatMap(({ majors }) => majors)) },
  )
  if (colleges.length > 1)
    filters.push({ key: 'college_id', label: t('col.college'), options: named(colleges) })
  return filters
}
