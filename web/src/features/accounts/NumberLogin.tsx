import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { TextField } from '@/ui/Field'
import { useOneTimeCode } from './candidate_login'

interface Props {
  schoolId: string | null
  onNeedSchool: () => void
  onDone: () => void
}

/** For schools without text messages, and for whoever lost their phone. */
export function NumberLogin({ schoolId, onNeedSchool, onDone }: Props) {
  const { t } = useTranslation(['candidate', 'common'])
  const text = useErrorText()
  const [number, setNumber] = useState('')
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const logIn = useOneTimeCode()

  async function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!schoolId) return onNeedSchool()
    if (!number.trim() || !code.trim()) return
    const done = await logIn
      .mutateAsync({ school_id: schoolId, candidate_number: number.trim(), code: code.trim() })
      .catch(() => null)
    if (done) onDone()
  }

  const required = (value: string) => (tried && !value.trim() ? t('common:required') : undefined)
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={t('login.number')}
        icon="idCard"
        autoComplete="username"
        autoCapitalize="characters"
        maxLength={64}
        value={number}
        onChange={setNumber}
        error={required(number)}
      />
      <TextField
        label={t('login.one_time_code')}
        icon="lock"
        autoComplete="one-time-code"
        maxLength={64}
        value={code}
        onChange={setCode}
        hint={t('login.one_time_hint')}
        error={required(code) ?? (logIn.error ? text(logIn.error) : undefined)}
      />
      <Button type="submit" kind="primary" size="l" block busy={logIn.isPending}>
        {t('login.submit')}
      </Button>
    </form>
  )
}
