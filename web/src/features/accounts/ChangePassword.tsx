import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/client'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { TextField } from '@/ui/Field'
import { NewPassword, useNewPassword } from './NewPassword'
import { useChangePassword } from './own_account'

/** By the present password. Log-ins on other devices end. */
export function ChangePassword() {
  const { t } = useTranslation('account')
  const [done, setDone] = useState(0)
  return (
    <div className="col g4">
      {done > 0 && <AlarmStrip kind="green">{t('own.done')}</AlarmStrip>}
      {/* Mounted anew each time: no password stays in the page. */}
      <Fields key={done} onDone={() => setDone(done + 1)} />
    </div>
  )
}

function Fields({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('account')
  const text = useErrorText()
  const [current, setCurrent] = useState('')
  const [missing, setMissing] = useState(false)
  const password = useNewPassword()
  const change = useChangePassword()

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!current) return setMissing(true)
    const chosen = password.take()
    if (chosen === undefined) return
    await change.mutateAsync({ current_password: current, password: chosen }).then(onDone, () => {})
  }

  const weak = isApiError(change.error, 'password_too_weak') ? text(change.error) : undefined
  const wrong = change.error && !weak ? text(change.error) : undefined
  return (
    <form className="col g4" onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={t('own.current')}
        icon="lock"
        type="password"
        autoComplete="current-password"
        maxLength={200}
        value={current}
        onChange={(value) => {
          setCurrent(value)
          setMissing(false)
        }}
        error={missing ? t('own.need_current') : wrong}
      />
      <NewPassword password={password} wrong={weak} />
      <div className="row end">
        <Button type="submit" kind="primary" busy={change.isPending}>
          {t('own.change')}
        </Button>
      </div>
    </form>
  )
}
