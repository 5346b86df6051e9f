import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { TextField } from '@/ui/Field'
import { usePassword } from './staff_login'

interface Props {
  schoolId: string | null
  onNeedSchool: () => void
  /** `second_step`: not in yet, a code is asked for first. */
  onDone: (answer: { second_step: boolean }) => void
}

export function StaffPassword({ schoolId, onNeedSchool, onDone }: Props) {
  const { t } = useTranslation('staff')
  const text = useErrorText()
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState<'account' | 'password' | null>(null)
  const [shown, setShown] = useState(false)
  const login = usePassword()

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!schoolId) return onNeedSchool()
    if (!account.trim()) return setMissing('account')
    if (!password) return setMissing('password')
    setMissing(null)
    const done = await login
      .mutateAsync({ school_id: schoolId, account: account.trim(), password })
      .catch(() => null)
    if (done) onDone(done)
  }

  const wrong = login.error ? text(login.error) : undefined
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={t('login.account')}
        icon="user"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        value={account}
        onChange={setAccount}
        error={missing === 'account' ? t('login.need_account') : undefined}
      />
      <TextField
        label={t('login.password')}
        icon="lock"
        type={shown ? 'text' : 'password'}
        autoComplete="current-password"
        maxLength={200}
        value={password}
        onChange={setPassword}
        error={missing === 'password' ? t('login.need_password') : wrong}
        after={
          <Button
            size="l"
            icon="eye"
            aria-label={t(shown ? 'login.hide' : 'login.show')}
            onClick={() => setShown(!shown)}
          />
        }
      />
      <Button type="submit" kind="primary" size="l" block busy={login.isPending}>
        {t('login.submit')}
      </Button>
    </form>
  )
}
