import { useTranslation } from 'react-i18next'
import type { CandidateRow } from '@/api/school_shapes'
import type { ListColumn } from '@/staff_ui/list/columns'
import { FactMark } from '@/ui/FactMark'
import { formatDateTime } from '@/ui/format'
import { StageChip, type Stage } from '@/ui/StageChip'
import { ExamName } from '../exams/marks'
import { useNames } from '../rooms/useNames'
import { NotPlaced, Progress } from './marks'

export function useCandidateColumns(): ListColumn<CandidateRow>[] {
  const { t } = useTranslation(['school/candidates', 'common'])
  const nameOf = useNames()
  return [
    {
      key: 'name',
      title: t('col.name'),
      render: ({ name }) => <span className="ink med">{name}</span>,
      sort: 'name',
      fixed: true,
      file: ['name'],
    },
    {
      key: 'candidate_number',
      title: t('col.candidate_number'),
      render: ({ candidate_number }) => <span className="nowrap">{candidate_number}</span>,
      sort: 'candidate_number',
      file: ['candidate_number'],
    },
    {
      key: 'stage',
      title: t('col.stage'),
      render: ({ stage }) => <StageChip stage={stage as Stage} />,
      sort: 'stage',
      file: ['stage'],
    },
    {
      key: 'progress',
      title: t('col.progress'),
      render: (candidate) => <Progress candidate={candidate} />,
      file: ['progress'],
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
      key: 'room',
      title: t('col.room'),
      long: true,
      render: ({ room, order_number }) =>
        room ? (
          <span>
            {nameOf(room)}
            {order_number !== null && (
              <span className="dim nowrap"> · {String(order_number).padStart(2, '0')}</span>
            )}
          </span>
        ) : (
          <NotPlaced />
        ),
      sort: 'room',
      file: ['room', 'order'],
    },
    {
      key: 'slot',
      title: t('col.slot'),
      render: ({ slot_starts_at }) => (slot_starts_at ? time(slot_starts_at) : <Nothing />),
      sort: 'slot',
      hidden: true,
      file: ['slot'],
    },
    {
      key: 'major',
      title: t('col.major'),
      long: true,
      render: ({ major }) => (major ? nameOf(major) : <Nothing />),
      sort: 'major',
      file: ['major'],
    },
    {
      key: 'phone',
      title: t('col.phone'),
      render: ({ phone }) => <span className="nowrap">{phone || <Nothing />}</span>,
      hidden: true,
      file: ['phone'],
    },
    {
      key: 'identity_number',
      title: t('col.identity_number'),
      render: ({ identity_number }) => <span className="nowrap">{identity_number || <Nothing />}</span>,
      hidden: true,
      file: ['identity_number'],
    },
    {
      key: 'college',
      title: t('col.college'),
      long: true,
      render: ({ college }) => nameOf(college),
      sort: 'college',
      hidden: true,
      file: ['college'],
    },
    {
      key: 'device_check',
      title: t('col.device_check'),
      render: ({ check_passed }) =>
        check_passed === null ? (
          <Nothing />
        ) : (
          <FactMark kind={check_passed ? 'ok' : 'bad'}>
            {t(check_passed ? 'check.passed' : 'check.failed')}
          </FactMark>
        ),
      hidden: true,
      file: ['device_check'],
    },
    {
      key: 'last_login_at',
      title: t('col.last_login_at'),
      render: ({ last_login_at }) => (last_login_at ? time(last_login_at) : <Nothing />),
      sort: 'last_login_at',
      hidden: true,
      file: ['last_login_at'],
    },
    {
      key: 'language',
      title: t('col.language'),
      render: ({ language }) => t(`language.${language as 'zh'}`),
      hidden: true,
      file: ['language'],
    },
    {
      key: 'extra_time',
      title: t('col.extra_time'),
      render: ({ extra_time_percent }) => (extra_time_percent ? `${extra_time_percent} %` : <Nothing />),
      align: 'right',
      hidden: true,
      file: ['extra_time'],
    },
    {
      key: 'remark',
      title: t('col.remark'),
      long: true,
      render: ({ remark }) => remark,
      hidden: true,
      file: ['remark'],
    },
  ]
}

function time(moment: string) {
  return <span className="nowrap">{formatDateTime(moment).slice(5)}</span>
}

function Nothing() {
  return <span className="dim">—</span>
}
