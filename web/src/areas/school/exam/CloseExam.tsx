import { useTranslation } from 'react-i18next'
import type { Exam } from '@/api/school_shapes'
import { Ask, Show } from '@/staff_ui/Ask'
import { PageState } from '@/ui/PageState'
import { useStanding } from './Figures'
import { useFigures } from './reads'

interface Props {
  exam: Exam
  title: string
  onClose: () => void
  onAct: (reason: string) => Promise<unknown>
}

/** 「结束考试」: says who is where, and before it asks why, whether it can be ended at all. */
export function CloseExam({ exam, title, onClose, onAct }: Props) {
  const { t, i18n } = useTranslation(['school/exam', 'common'])
  const query = useFigures(exam.id)
  const standing = useStanding()
  const figures = query.data
  if (!figures || figures.busy.length > 0)
    return (
      <Show title={title} onClose={onClose}>
        <PageState query={query}>
          {({ busy }) => (
            <p className="t14">
              {t('figures.busy', {
                rooms: busy
                  .map(({ name, name_en }) => (i18n.language === 'en' && name_en) || name)
                  .join(t('common:list_comma')),
              })}
            </p>
          )}
        </PageState>
      </Show>
    )
  const { stages, open } = standing(figures)
  return (
    <Ask danger write="reason" title={title} act={t('step.close.act')} onClose={onClose} onAct={onAct}>
      <div className="col g2">
        {stages && <p>{t('figures.now', { stages })}</p>}
        {open > 0 && <p className="c-amber med">{t('figures.without', { count: open })}</p>}
        <p>{t('step.close.text', { count: exam.candidate_count })}</p>
      </div>
    </Ask>
  )
}
