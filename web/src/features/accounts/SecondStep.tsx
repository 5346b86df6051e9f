import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/client'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { TextField } from '@/ui/Field'
import { useSecondStep } from './second_factor'

/** After password or text message: the code of the app, or one of the codes on paper. */
export function SecondStep({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const { t } = useTranslation('account')
  const text = useErrorText()
  const [code, setCode] = useState('')
  const [recovery, setRecovery] = useState(false)
  const [missing, setMissing] = useState(false)
  const step = useSecondStep()
  const over = isApiError(step.error, 'second_step_over')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!code.trim()) return setMissing(true)
    const done = await step.mutateAsync(code.trim()).catch(() => null)
    if (done) onDone()
  }

  const field = {
    value: code,
    onChange: (value: string) => {
      setCode(value)
      setMissing(false)
    },
    error: missing ? t('second.need_code') : step.error ? text(step.error) : undefined,
    autoFocus: true,
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <p className="dim">{t(recovery ? 'second.recovery_lead' : 'second.lead')}</p>
      {recovery ? (
        <TextField
          {...field}
          key="recovery"
          label={t('second.recovery_code')}
          autoComplete="off"
          maxLength={40}
        />
      ) : (
        <TextField
          {...field}
          key="app"
          label={t('second.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
        />
      )}
      {over ? (
        <Button kind="primary" size="l" block onClick={onBack}>
          {t('second.again')}
        </Button>
      ) : (
        <Button type="submit" kind="primary" size="l" block busy={step.isPending}>
          {t('second.submit')}
        </Button>
      )}
      <div className="row between t14">
        <Button
          kind="text"
          onClick={() => {
            setRecovery(!recovery)
            setCode('')
            step.reset()
          }}
        >
          {t(recovery ? 'second.by_app' : 'second.by_recovery')}
        </Button>
        <Button kind="text" onClick={onBack}>
          {t('back_to_login')}
        </Button>
      </div>
    </form>
  )
}
