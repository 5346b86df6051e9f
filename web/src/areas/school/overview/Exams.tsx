import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { OverviewExam } from '@/api/school_shapes'
import { Card } from '@/ui/Card'
import { FactMark } from '@/ui/FactMark'
import { ExamName, ExamStateChip, ExamTime } from '../exams/marks'

const COLUMNS = ['exam', 'time', 'rooms', 'candidates', 'state', 'readiness'] as const

export function Exams({ exams }: { exams: readonly OverviewExam[] }) {
  const { t, i18n } = useTranslation('school/overview')
  return (
    <Card title={t('exams.title')} aside={t('exams.count', { count: exams.length })} bare>
      {exams.length === 0 ? (
        <p className="dim kc-none">{t('exams.none')}</p>
      ) : (
        <table className="kc-coming">
          <thead>
            <tr>
              {COLUMNS.map((key) => (
                <th key={key} scope="col">
                  {t(`exams.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {exams.map((exam) => (
              <tr key={exam.id}>
                <th scope="row">
                  <Link to={`/s/school/exams/${exam.id}`}>
                    <ExamName exam={exam} />
                  </Link>
                  <span className="t12 dim block">
                    {(i18n.language === 'en' && exam.college_en) || exam.college}
                  </span>
                </th>
                <td className="nowrap">
                  <ExamTime exam={exam} />
                </td>
                <td className="num">{exam.rooms}</td>
                <td className="num">{exam.candidates}</td>
                <td>
                  <ExamStateChip state={exam.state} />
                </td>
                <td>
                  <Readiness exam={exam} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}

/** How far the day is; before it, what its plan still lacks. The exam's own page says all. */
function Readiness({ exam }: { exam: OverviewExam }) {
  const { t } = useTranslation('school/overview')
  const lacks = [
    exam.rooms === 0 && t('exams.no_rooms'),
    exam.candidates === 0 && t('exams.no_candidates'),
    exam.without_chief > 0 && t('exams.without_chief', { count: exam.without_chief }),
    exam.unplaced > 0 && t('exams.unplaced', { count: exam.unplaced }),
  ].filter((one) => one !== false)
  const runs = exam.state === 'open' || exam.state === 'closed'
  return (
    <span className="col">
      {runs && <span>{t('exams.finished', { done: exam.finished, all: exam.candidates })}</span>}
      {exam.state !== 'closed' &&
        lacks.map((one) => (
          <FactMark key={one} kind="warn">
            {one}
          </FactMark>
        ))}
      {!runs && lacks.length === 0 && <FactMark kind="ok">{t('exams.ready')}</FactMark>}
    </span>
  )
}
