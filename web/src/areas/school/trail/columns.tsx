import { useTranslation } from 'react-i18next'
import type { TrailEntry } from '@/api/school_shapes'
import type { ListColumn } from '@/staff_ui/list/columns'
import { formatDate, formatTimeSeconds } from '@/ui/format'

export function useTrailColumns(): ListColumn<TrailEntry>[] {
  const { t } = useTranslation('school/trail')
  return [
    {
      key: 'at',
      title: t('col.at'),
      render: ({ at }) => (
        <time dateTime={at} className="num">
          {formatDate(at).slice(5)} {formatTimeSeconds(at)}
        </time>
      ),
      sort: 'at',
      width: 140,
      fixed: true,
      file: ['at'],
    },
    {
      key: 'sentence',
      title: t('col.sentence'),
      render: ({ sentence }) => (
        <span className="ink" title={sentence}>
          {sentence}
        </span>
      ),
      file: ['sentence'],
    },
    {
      key: 'group',
      title: t('col.group'),
      render: ({ group }) => <span className="dim">{group}</span>,
      width: 150,
      file: ['group'],
    },
    { key: 'who', title: t('col.who'), render: ({ who }) => who, width: 140, hidden: true, file: ['who'] },
    {
      key: 'about',
      title: t('col.about'),
      render: ({ about }) => about,
      width: 220,
      hidden: true,
      file: ['about'],
    },
    {
      key: 'event',
      title: t('col.event'),
      render: ({ event }) => <code>{event}</code>,
      width: 260,
      hidden: true,
      file: ['event'],
    },
    { key: 'id', title: t('col.id'), render: ({ id }) => id, width: 100, hidden: true, file: ['id'] },
  ]
}
