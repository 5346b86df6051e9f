import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Overview } from '@/api/school_shapes'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'

type Key = 'colleges' | 'majors' | 'staff' | 'exams' | 'rooms' | 'candidates' | 'placed' | 'published'

/** Where each step is done; what belongs to an exam leads to the newest one. */
function placeOf(key: Key, exam: string | undefined): string {
  if (key === 'colleges' || key === 'majors') return '/s/school/settings'
  if (key === 'staff') return '/s/school/settings/invitations'
  if (key === 'exams' || exam === undefined) return '/s/school/exams'
  if (key === 'placed') return `/s/school/rooms/timetable/${exam}`
  return `/s/school/exams/${exam}`
}

/** From an empty school to a published exam; the first that is not done is the next. */
export function Steps({ steps, exams }: Pick<Overview, 'steps' | 'exams'>) {
  const { t } = useTranslation('school/overview')
  const navigate = useNavigate()
  const next = steps.findIndex((step) => !step.done)
  const done = steps.filter((step) => step.done).length
  return (
    <Card title={t('steps.title')} aside={t('steps.progress', { done, all: steps.length })} bare>
      <ol className="kc-steps">
        {steps.map((step, index) => {
          const key = step.key as Key
          const go = () => void navigate({ to: placeOf(key, exams.at(-1)?.id) })
          return (
            <li key={key} aria-current={index === next ? 'step' : undefined}>
              <span className={step.done ? 'c-green' : 'dim'}>
                {step.done ? <Icon name="done" /> : <span className="kc-step-number">{index + 1}</span>}
              </span>
              <span className="grow">
                <span className="ink">{t(`steps.${key}.title`)}</span>{' '}
                {step.done && <span className="t12 dim">{t('steps.count', { count: step.count })}</span>}
                <span className="dim block">{t(`steps.${key}.text`)}</span>
              </span>
              {!step.done && (
                <Button kind={index === next ? 'primary' : 'plain'} iconAfter="right" onClick={go}>
                  {t(`steps.${key}.act`)}
                </Button>
              )}
            </li>
          )
        })}
      </ol>
    </Card>
  )
}
