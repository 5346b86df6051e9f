import { useTranslation } from 'react-i18next'
import { Icon } from './Icon'

/** Where am I, what comes next. On a phone one line is left. `now` counts from 0. */
export function StepTrack({ steps, now }: { steps: readonly string[]; now: number }) {
  const { t } = useTranslation()
  const next = steps[now + 1]
  const numbers = { now: now + 1, total: steps.length }
  return (
    <nav className="kc-track" aria-label={t('steps')}>
      <ol>
        {steps.map((step, index) => {
          const state = index < now ? 'done' : index === now ? 'now' : ''
          return (
            <li key={step} className={state} aria-current={state === 'now' ? 'step' : undefined}>
              <span className="n">
                {state === 'done' ? <Icon name="check" size={14} label={t('step_done')} /> : index + 1}
              </span>
              <span>{step}</span>
              {state === 'now' && (
                <span className="short">
                  {next ? t('step_short_next', { ...numbers, next }) : t('step_short', numbers)}
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
