import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Monitor } from '@/api/school_shapes'
import { ColumnPicker } from '@/staff_ui/list/ColumnPicker'
import { useColumns } from '@/staff_ui/list/columns'
import { FilterBar, type Filter } from '@/staff_ui/list/FilterBar'
import { useSearchKey } from '@/staff_ui/list/keys'
import { useList } from '@/staff_ui/list/useList'
import { Button } from '@/ui/Button'
import { useNames } from '@/ui/names'
import { EmptyState } from '@/ui/PageState'
import { ROOM_STATES } from '../rooms/marks'
import { KINDS } from './alarms'
import { useMonitorColumns } from './columns'
import { RoomDrawer } from './RoomDrawer'
import { RoomTable } from './RoomTable'
import { fits, FILTERS, useStandingOrder } from './rows'

/** The rooms of today: found, filtered and sorted here, as one read brings all of them. */
export function Rooms({ monitor }: { monitor: Monitor }) {
  const { t } = useTranslation('school/monitor')
  const list = useList(FILTERS)
  const { set } = list
  const all = useMonitorColumns(monitor.server_time)
  const columns = useColumns('monitor', all)
  const order = useStandingOrder(monitor, list.sort)
  const filters = useFilters(monitor)
  const searchField = useRef<HTMLInputElement>(null)
  const onSearch = useCallback((q: string) => set({ q }), [set])
  useSearchKey(searchField)
  const rows = order.rows.filter((row) => fits(row, list.q, list.filters))
  return (
    <>
      <section className="kc-card kc-list" aria-label={t('rooms')}>
        <FilterBar
          placeholder={t('search')}
          q={list.q}
          onSearch={onSearch}
          filters={filters}
          values={list.filters}
          onFilter={(filters) => set({ filters })}
          conditions={list.conditions}
          onClear={list.clear}
          searchField={searchField}
        >
          {order.passed && (
            <Button icon="retry" onClick={order.again}>
              {t('sort_again')}
            </Button>
          )}
          <ColumnPicker
            columns={all}
            chosen={columns.chosen}
            arranged={columns.arranged}
            onChoose={columns.choose}
          />
        </FilterBar>
        {rows.length === 0 && list.conditions > 0 ? (
          <Nothing
            onlyAlarms={list.filters['alarms'] !== undefined && list.conditions === 1}
            onClear={list.clear}
          />
        ) : (
          <RoomTable
            exams={monitor.exams.filter(
              ({ id }) => list.conditions === 0 || rows.some(({ exam }) => exam.id === id),
            )}
            rows={rows}
            columns={columns.shown}
            sort={list.sort}
            onSort={(sort) => set({ sort })}
            opened={list.open}
            onOpen={(open) => set({ open })}
          />
        )}
      </section>
      <RoomDrawer
        room={order.rows.find(({ room }) => room.id === list.open)?.room}
        onClose={() => set({ open: null })}
      />
    </>
  )
}

/** No alarm is good news; no match is a filter to take away. */
function Nothing({ onlyAlarms, onClear }: { onlyAlarms: boolean; onClear: () => void }) {
  const { t } = useTranslation(['school/monitor', 'list'])
  return onlyAlarms ? (
    <EmptyState icon="done" title={t('quiet_title')}>
      {t('quiet_text')}
    </EmptyState>
  ) : (
    <EmptyState
      icon="search"
      title={t('none_title')}
      actions={
        <Button icon="close" onClick={onClear}>
          {t('list:filtered_clear')}
        </Button>
      }
    >
      {t('none_text')}
    </EmptyState>
  )
}

/** Of what is there today; of one college only there is nothing to choose. */
function useFilters(monitor: Monitor): Filter[] {
  const { t } = useTranslation(['school/monitor', 'school/rooms'])
  const nameOf = useNames()
  const colleges = new Map(
    monitor.exams.map((exam) => [exam.college, nameOf({ name: exam.college, name_en: exam.college_en })]),
  )
  const college: Filter = {
    key: 'college',
    label: t('filter.college'),
    options: [...colleges].map(([value, label]) => ({ value, label })),
  }
  return [
    ...(colleges.size > 1 ? [college] : []),
    {
      key: 'state',
      label: t('col.state'),
      options: ROOM_STATES.map((value) => ({ value, label: t(`school/rooms:state.${value}`) })),
    },
    {
      key: 'alarm',
      label: t('filter.alarm'),
      options: KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
  ]
}
