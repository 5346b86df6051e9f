import { useTranslation } from 'react-i18next'
import type { TrailEntry } from '@/api/school_shapes'
import { ListPage } from '@/staff_ui/list/ListPage'
import { useList } from '@/staff_ui/list/useList'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { formatDateTime } from '@/ui/format'
import { EmptyState } from '@/ui/PageState'
import { ChainState } from './ChainState'
import { useTrailColumns } from './columns'
import { EntryDrawer } from './EntryDrawer'
import { useChoices, useTrail } from './reads'
import './trail.css'

const FILTERS = ['group', 'person_id', 'exam_id', 'from_day', 'to_day']

/** 「操作记录」: what happened in this school, as sentences. */
export default function TrailPage() {
  const { t } = useTranslation('school/trail')
  const list = useList(FILTERS)
  const rows = useTrail(list)
  const choices = useChoices().data
  const options = (of: readonly { id: string; name: string }[] = []) =>
    of.map(({ id, name }) => ({ value: id, label: name }))
  const { data } = rows
  return (
    <ListPage<TrailEntry>
      id="trail"
      title={t('title')}
      lead={(count) => (data?.more ? t('lead_more', { count }) : t('lead', { count }))}
      parts={
        <>
          <ChainState />
          {data?.searched_from && (
            <AlarmStrip kind="act">
              {t('searched_from', { at: formatDateTime(data.searched_from) })}
            </AlarmStrip>
          )}
        </>
      }
      searchHint={t('search')}
      list={list}
      rows={rows}
      columns={useTrailColumns()}
      filters={[
        { key: 'group', label: t('filter.group'), options: options(choices?.groups) },
        { key: 'person_id', label: t('filter.person'), options: options(choices?.people) },
        { key: 'exam_id', label: t('filter.exam'), options: options(choices?.exams) },
      ]}
      span={{ from: 'from_day', to: 'to_day', label: t('filter.days') }}
      exportPath="/api/v1/school/trail/export"
      onOpen={(entry) => list.set({ open: entry.id })}
      empty={
        <EmptyState icon="document" title={t('empty_title')}>
          {t('empty_text')}
        </EmptyState>
      }
    >
      <EntryDrawer
        id={list.open}
        onClose={() => list.set({ open: null })}
        onPerson={(person) => list.set({ open: null, filters: { ...list.filters, person_id: [person] } })}
      />
    </ListPage>
  )
}
