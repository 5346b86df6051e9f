import { useTranslation } from 'react-i18next'
import type { AnnouncementRow } from '@/api/school_shapes'
import type { ListColumn } from '@/staff_ui/list/columns'
import { formatDateTime } from '@/ui/format'
import { useNames } from '@/ui/names'
import { Chip } from '@/ui/StageChip'
import { AnnouncementStateChip, MustReadChip } from './marks'

export function useAnnouncementColumns(): ListColumn<AnnouncementRow>[] {
  const { t, i18n } = useTranslation('school/announcements')
  const nameOf = useNames()
  const english = i18n.language === 'en'
  return [
    {
      key: 'title',
      title: t('col.title'),
      render: (row) => (
        <span className="row wrap">
          <span className="ink">{(english && row.title_en) || row.title}</span>
          {row.pinned && <Chip>{t('pinned')}</Chip>}
        </span>
      ),
      sort: 'title',
      fixed: true,
      file: ['title', 'title_en'],
    },
    {
      key: 'level',
      title: t('col.level'),
      render: (row) => t(`level.${row.level as 'exam'}`),
      sort: 'level',
      file: ['level'],
    },
    {
      key: 'target',
      title: t('col.target'),
      long: true,
      render: (row) => nameOf({ name: row.target_name, name_en: row.target_name_en }),
      file: ['target'],
    },
    {
      key: 'state',
      title: t('col.state'),
      render: (row) => <AnnouncementStateChip state={row.state} />,
      sort: 'state',
      file: ['state'],
    },
    {
      key: 'must_read',
      title: t('col.must_read'),
      render: (row) => (row.must_read ? <MustReadChip /> : <span className="dim">{t('may_read')}</span>),
      file: ['must_read'],
    },
    {
      key: 'published_at',
      title: t('col.published_at'),
      render: ({ publish_at, published_at }) =>
        publish_at
          ? t('scheduled_for', { time: formatDateTime(publish_at).slice(5) })
          : published_at && formatDateTime(published_at).slice(5),
      sort: 'published_at',
      file: ['published_at'],
    },
    {
      key: 'read',
      title: t('col.read'),
      render: (row) => (row.edition > 0 ? row.read_count : <span className="dim">–</span>),
      sort: 'read',
      align: 'right',
      file: ['read'],
    },
    {
      key: 'edition',
      title: t('col.edition'),
      render: (row) => row.edition || <span className="dim">–</span>,
      align: 'right',
      hidden: true,
      file: ['edition'],
    },
    {
      key: 'created_at',
      title: t('col.created_at'),
      render: (row) => formatDateTime(row.created_at).slice(5),
      sort: 'created_at',
      hidden: true,
      file: ['created_at'],
    },
  ]
}
