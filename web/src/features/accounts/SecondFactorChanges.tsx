import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/client'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { TextField } from '@/ui/Field'
import { useNewRecoveryCodes, useSwitchOff } from './second_factor'

interface CodeProps {
  act: string
  danger?: boolean
  busy: boolean
  error: string | undefined
  /** Asked for as well, and what is wrong with it. */
  password?: { error: string | undefined }
  onCode: (code: string, password: string) => Promise<void>
  onCancel: () => void
}

/** The code of the app (where it is on, a recovery code does as well) before something that matters. */
export function CodeForm({ act, danger = false, busy, error, password, onCode, onCancel }: CodeProps) {
  const { t } = useTranslation(['account', 'common'])
  const [code, setCode] = useState('')
  const [secret, setSecret] = useState('')
  const [missing, setMissing] = useState<'code' | 'password' | null>(null)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (password && !secret) return setMissing('password')
    if (!code.trim()) return setMissing('code')
    setMissing(null)
    void onCode(code.trim(), secret)
  }

  return (
    <form className="col g4" onSubmit={submit} noValidate>
      {password && (
        <TextField
          label={t('second.password')}
          icon="lock"
          type="password"
          size="m"
          autoComplete="current-password"
          maxLength={200}
          value={secret}
          onChange={setSecret}
          error={missing === 'password' ? t('second.need_password') : password.error}
        />
      )}
      <TextField
        label={t('second.code')}
        size="m"
        autoComplete="one-time-code"
        maxLength={40}
        value={code}
        onChange={setCode}
        error={missing === 'code' ? t('second.need_code') : error}
      />
      <div className="row end">
        <Button onClick={onCancel}>{t('common:cancel')}</Button>
        <Button type="submit" kind={danger ? 'danger-solid' : 'primary'} busy={busy}>
          {act}
        </Button>
      </div>
    </form>
  )
}

export function RenewCodes({
  onDone,
  onCancel,
}: {
  onDone: (codes: string[]) => void
  onCancel: () => void
}) {
  const { t } = useTranslation('account')
  const text = useErrorText()
  const renew = useNewRecoveryCodes()
  return (
    <div className="col g4">
      <p>{t('second.renew_text')}</p>
      <CodeForm
        act={t('second.renew')}
        busy={renew.isPending}
        error={renew.error ? text(renew.error) : undefined}
        onCancel={onCancel}
        onCode={async (code) => {
          const made = await renew.mutateAsync(code).catch(() => null)
          if (made) onDone(made.codes)
        }}
      />
    </div>
  )
}

export function SwitchOff({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation('account')
  const text = useErrorText()
  const off = useSwitchOff()
  const ofPassword = isApiError(off.error, 'password_wrong') || isApiError(off.error, 'no_password_yet')
  const said = off.error ? text(off.error) : undefined
  return (
    <div className="col g4">
      <p>{t('second.off_text')}</p>
      <CodeForm
        danger
        act={t('second.switch_off')}
        busy={off.isPending}
        password={{ error: ofPassword ? said : undefined }}
        error={ofPassword ? undefined : said}
        onCancel={onCancel}
        onCode={async (code, password) => {
          await off.mutateAsync({ code, password }).then(onDone, () => {})
        }}
      />
    </div>
  )
}
