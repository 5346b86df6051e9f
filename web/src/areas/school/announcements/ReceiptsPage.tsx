import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AnnouncementReader } from '@/api/school_shapes'
import type { ListColumn } from '@/staff_ui/list/columns'
import { ListPage } from '@/staff_ui/list/ListPage'
import { useList } from '@/staff_ui/list/useList'
import { formatDateTime } from '@/ui/format'
import { EmptyState } from '@/ui/PageState'
import { Chip } from '@/ui/StageChip'
import { Parts } from './Parts'
import { useAnnouncement, useReceipts } from './reads'
import { Remind } from './Remind'

/** Who has read it, who has not; of everybody whom it concerns. */
export default function ReceiptsPage() {
  const { announcement: id = '' } = useParams({ strict: false }) as { announcement?: string }
  const { t } = useTranslation('school/announcements')
  const list = useList(['read'])
  const one = useAnnouncement(id, true).data
  return (
    <ListPage<AnnouncementReader>
      id="receipts"
      title={one ? t('receipts_of', { title: one.title }) : t('receipts')}
      crumb={<Link to="/s/school/announcements">{t('title')}</Link>}
      lead={() =>
        one && (
          <>
            {one.readers.read} {t('read_of', { total: one.readers.recipients })}
          </>
        )
      }
      parts={one && <Parts one={one} current="receipts" />}
      searchHint={t('search_reader')}
      list={list}
      rows={useReceipts(id, list)}
      columns={useColumns()}
      filters={[
        {
          key: 'read',
          label: t('col.read_state'),
          options: (['no', 'yes'] as const).map((value) => ({ value, label: t(value) })),
        },
      ]}
      exportPath={`/api/v1/school/announcements/${id}/receipts/export`}
      actions={one && <Remind one={one} />}
      empty={
        <EmptyState icon="users" title={t('nobody')}>
          {t('nobody_text')}
        </EmptyState>
      }
    />
  )
}

function useColumns(): ListColumn<AnnouncementReader>[] {
  const { t } = useTranslation('school/announcements')
  return [
    {
      key: 'name',
      title: t('col.name'),
      render: (row) => <span className="ink">{row.name}</span>,
      sort: 'name',
      fixed: true,
      file: ['name'],
    },
    {
      key: 'number',
      title: t('col.number'),
      render: (row) => row.candidate_number,
      sort: 'number',
      file: ['candidate_number'],
    },
    { key: 'phone', title: t('col.phone'), render: (row) => row.phone, file: ['phone'] },
    {
      key: 'read',
      title: t('col.read_state'),
      render: (row) => (
        <Chip icon={row.is_read ? 'done' : 'clock'} kind={row.is_read ? 'green' : 'amber'}>
          {t(row.is_read ? 'yes' : 'no')}
        </Chip>
      ),
      file: ['read'],
    },
    {
      key: 'read_at',
      title: t('col.read_at'),
      render: (row) => row.read_at && formatDateTime(row.read_at),
      sort: 'read_at',
      file: ['read_at'],
    },
  ]
}
