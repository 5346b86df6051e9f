import { useTranslation } from 'react-i18next'
import type { RoomRow } from '@/api/school_shapes'
import type { ListColumn } from '@/staff_ui/list/columns'
import { formatDate, formatTime } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { ExamName, ExamStateChip } from '../exams/marks'
import { RoomStateChip } from './marks'
import { useNames } from './useNames'

export function useRoomColumns(): ListColumn<RoomRow>[] {
  const { t } = useTranslation(['school/rooms', 'common'])
  const nameOf = useNames()
  return [
    {
      key: 'name',
      title: t('col.name'),
      long: true,
      render: (room) => <span className="ink">{nameOf(room)}</span>,
      sort: 'name',
      fixed: true,
      file: ['name'],
    },
    {
      key: 'exam',
      title: t('col.exam'),
      long: true,
      render: ({ exam }) => <ExamName exam={exam} />,
      sort: 'exam',
      file: ['exam'],
    },
    {
      key: 'college',
      title: t('col.college'),
      long: true,
      render: ({ college }) => nameOf(college),
      hidden: true,
      file: ['college'],
    },
    {
      key: 'major',
      title: t('col.major'),
      long: true,
      render: ({ major }) => (major ? nameOf(major) : <span className="dim">{t('every_major')}</span>),
      file: ['major'],
    },
    {
      key: 'chief',
      title: t('col.chief'),
      long: true,
      render: ({ chiefs }) =>
        chiefs.length > 0 ? (
          chiefs.join(t('common:list_comma'))
        ) : (
          <span className="c-amber row">
            <Icon name="alert" size={16} />
            {t('no_chief')}
          </span>
        ),
      file: ['chiefs'],
    },
    {
      key: 'staff',
      title: t('col.staff'),
      render: (room) => room.staff_count,
      sort: 'staff',
      align: 'right',
      file: ['staff'],
    },
    {
      key: 'candidates',
      title: t('col.candidates'),
      render: (room) => room.candidate_count,
      sort: 'candidates',
      align: 'right',
      file: ['candidates'],
    },
    {
      key: 'time',
      title: t('col.time'),
      render: (room) => <Span room={room} />,
      sort: 'starts_at',
      file: ['first_slot', 'last_slot'],
    },
    {
      key: 'exam_state',
      title: t('col.exam_state'),
      render: ({ exam }) => <ExamStateChip state={exam.state} />,
      file: ['exam_state'],
    },
    {
      key: 'state',
      title: t('col.state'),
      render: (room) => <RoomStateChip state={room.state} />,
      sort: 'state',
      hidden: true,
      file: ['state'],
    },
  ]
}

/** From its first slot to its last; without slots, the day of the exam. */
function Span({ room }: { room: RoomRow }) {
  const first = room.first_slot_at
  if (!first || !room.last_slot_at)
    return <span className="dim">{formatDate(room.exam.starts_at).slice(5)}</span>
  return (
    <span className="nowrap">
      {formatDate(first).slice(5)} {formatTime(first)}–{formatTime(room.last_slot_at)}
    </span>
  )
}
