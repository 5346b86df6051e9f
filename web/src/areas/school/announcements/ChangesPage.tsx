import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import type { operations } from '@/api/schema'
import type { ChangeNotice } from '@/api/school_shapes'
import { useNoticeWords } from '@/features/notifications/Words'
import type { ListColumn } from '@/staff_ui/list/columns'
import { ListPage } from '@/staff_ui/list/ListPage'
import { useList } from '@/staff_ui/list/useList'
import { formatDateTime } from '@/ui/format'
import { EmptyState } from '@/ui/PageState'
import { Chip } from '@/ui/StageChip'
import { useExamFilter } from '../choices'
import { SCHOOL } from '../me'
import { ListParts } from './Parts'
import './announcements.css'

type Query = operations['school_list_notifications']['parameters']['query']

/** Who was told of a change after the publication, and who has said 「知道了」. */
export default function ChangesPage() {
  const { t } = useTranslation('school/announcements')
  const list = useList(['confirmed', 'area', 'session_id'])
  const rows = useQuery({
    queryKey: [...SCHOOL, 'notifications', list.query],
    queryFn: () => call(api.GET('/api/v1/school/notifications', { params: { query: list.query as Query } })),
    placeholderData: keepPreviousData,
  })
  return (
    <ListPage<ChangeNotice>
      id="changes"
      title={t('changes.title')}
      lead={(count) => t('changes.lead', { count })}
      parts={<ListParts current="changes" />}
      searchHint={t('changes.search')}
      list={list}
      rows={rows}
      columns={useColumns()}
      filters={[
        {
          key: 'confirmed',
          label: t('changes.confirmed'),
          options: (['no', 'yes'] as const).map((value) => ({ value, label: t(`changes.${value}`) })),
        },
        {
          key: 'area',
          label: t('changes.who'),
          options: (['candidate', 'staff'] as const).map((value) => ({
            value,
            label: t(`changes.${value}`),
          })),
        },
        useExamFilter(t('changes.exam'), list.filters['session_id']),
      ]}
      exportPath="/api/v1/school/notifications/export"
      empty={
        <EmptyState icon="bell" title={t('changes.empty_title')}>
          {t('changes.empty_text')}
        </EmptyState>
      }
    />
  )
}

function useColumns(): ListColumn<ChangeNotice>[] {
  const { t } = useTranslation('school/announcements')
  const wordsOf = useNoticeWords()
  return [
    {
      key: 'name',
      title: t('col.name'),
      render: (row) => (
        <>
          <span className="ink">{row.person_name}</span> <span className="t12 dim nowrap">{row.number}</span>
        </>
      ),
      sort: 'name',
      fixed: true,
      file: ['person', 'number'],
    },
    {
      key: 'who',
      title: t('changes.who'),
      render: (row) => t(`changes.${row.area as 'staff'}`),
      file: ['area'],
    },
    {
      key: 'change',
      title: t('changes.change'),
      render: (row) => {
        const words = wordsOf(row)
        return (
          <span className="kc-change">
            <span className="ink">{words.title}</span>
            <br />
            <small className="dim">{words.text}</small>
          </span>
        )
      },
      file: ['kind', 'exam', 'was', 'now'],
    },
    { key: 'reason', title: t('changes.reason'), render: (row) => row.reason, file: ['reason'] },
    {
      key: 'created_at',
      title: t('changes.told'),
      render: (row) => formatDateTime(row.created_at).slice(5),
      sort: 'created_at',
      file: ['created_at'],
    },
    {
      key: 'confirmed',
      title: t('changes.confirmed'),
      render: (row) =>
        row.confirmed_at ? (
          <Chip icon="done" kind="green">
            {formatDateTime(row.confirmed_at).slice(5)}
          </Chip>
        ) : (
          <Chip icon="clock" kind="amber">
            {t('changes.no')}
          </Chip>
        ),
      sort: 'confirmed_at',
      file: ['confirmed_at'],
    },
  ]
}
