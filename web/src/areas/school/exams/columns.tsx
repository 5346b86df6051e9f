import { useTranslation } from 'react-i18next'
import type { ExamRow } from '@/api/school_shapes'
import type { ListColumn } from '@/staff_ui/list/columns'
import { formatDateTime } from '@/ui/format'
import { ExamName, ExamStateChip, ExamTime } from './marks'

export function useExamColumns(): ListColumn<ExamRow>[] {
  const { t, i18n } = useTranslation('school/exams')
  const english = i18n.language === 'en'
  return [
    {
      key: 'name',
      title: t('col.name'),
      long: true,
      render: (exam) => <ExamName exam={exam} />,
      sort: 'name',
      fixed: true,
      file: ['name', 'formality'],
    },
    { key: 'kind', title: t('col.kind'), render: () => t('kind.interview'), file: ['kind'] },
    {
      key: 'college',
      title: t('col.college'),
      long: true,
      render: ({ college }) => (english && college.name_en) || college.name,
      sort: 'college',
      file: ['college'],
    },
    {
      key: 'time',
      title: t('col.time'),
      render: (exam) => <ExamTime exam={exam} />,
      sort: 'starts_at',
      file: ['starts_at', 'ends_at'],
    },
    {
      key: 'rooms',
      title: t('col.rooms'),
      render: (exam) => exam.room_count,
      align: 'right',
      file: ['rooms'],
    },
    {
      key: 'candidates',
      title: t('col.candidates'),
      render: (exam) => exam.candidate_count,
      align: 'right',
      file: ['candidates'],
    },
    {
      key: 'unplaced',
      title: t('col.unplaced'),
      render: (exam) =>
        exam.unplaced_count > 0 ? <span className="c-amber">{exam.unplaced_count}</span> : '0',
      align: 'right',
      hidden: true,
      file: ['unplaced'],
    },
    {
      key: 'state',
      title: t('col.state'),
      render: (exam) => <ExamStateChip state={exam.state} />,
      sort: 'state',
      file: ['state'],
    },
    {
      key: 'entry_opens',
      title: t('col.entry_opens'),
      render: (exam) => formatDateTime(exam.entry_opens_at),
      hidden: true,
      file: ['entry_opens_at'],
    },
    {
      key: 'name_en',
      title: t('col.name_en'),
      long: true,
      render: (exam) => exam.name_en,
      hidden: true,
      file: ['name_en'],
    },
  ]
}
