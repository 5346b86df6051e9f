import { useTranslation } from 'react-i18next'
import type { Exam, ExamFigures } from '@/api/school_shapes'
import { KeyValues } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { PageState } from '@/ui/PageState'
import { useFigures } from './reads'

/** Through with it: they were examined, or are on record as absent. */
const THROUGH = ['finished', 'absent']

export function useStanding() {
  const { t } = useTranslation(['school/exam', 'states', 'common'])
  return ({ stages }: ExamFigures) => ({
    stages: stages
      .map(({ stage, count }) => t('figures.stage', { stage: t(`states:stage.${stage}`), count }))
      .join(t('common:list_comma')),
    open: stages.filter(({ stage }) => !THROUGH.includes(stage)).reduce((sum, { count }) => sum + count, 0),
  })
}

/** What an exam that is over came to. */
export function Figures({ exam }: { exam: Exam }) {
  const { t } = useTranslation('school/exam')
  const query = useFigures(exam.id)
  const standing = useStanding()
  return (
    <section className="col g3" aria-label={t('figures.title')}>
      <h3>{t('figures.title')}</h3>
      <PageState query={query}>
        {(figures) => {
          const of = (stage: string) => figures.stages.find((one) => one.stage === stage)?.count ?? 0
          const at = (time: string | null) => (time ? formatDateTime(time) : '–')
          return (
            <KeyValues
              rows={[
                [t('figures.examined'), t('figures.people', { count: of('finished') })],
                [t('figures.absent'), t('figures.people', { count: of('absent') })],
                [t('figures.open'), t('figures.people', { count: standing(figures).open })],
                [t('figures.began'), at(figures.first_began_at)],
                [t('figures.ended'), at(figures.last_ended_at)],
                [t('figures.closed'), at(figures.closed_at)],
              ]}
            />
          )
        }}
      </PageState>
    </section>
  )
}
