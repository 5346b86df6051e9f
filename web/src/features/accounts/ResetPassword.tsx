import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/client'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { TextField } from '@/ui/Field'
import { useElapsedSince } from '@/ui/server_now'
import { NewPassword, useNewPassword } from './NewPassword'
import { usePasswordCode, useResetPassword } from './own_account'

interface Props {
  schoolId: string | null
  onNeedSchool: () => void
  onDone: () => void
}

/** Contact, code, new password. The answer is the same whether or not somebody has this contact. */
export function ResetPassword({ schoolId, onNeedSchool, onDone }: Props) {
  const { t } = useTranslation(['account', 'staff'])
  const text = useErrorText()
  const [contact, setContact] = useState('')
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState<'contact' | 'code' | null>(null)
  const [sent, setSent] = useState<{ at: number; wait: number } | null>(null)
  const ask = usePasswordCode()
  const answer = useResetPassword()
  const password = useNewPassword()
  const elapsed = useElapsedSince(sent?.at ?? null)
  const wait = sent ? Math.max(0, Math.ceil(sent.wait - elapsed / 1000)) : 0

  async function getCode() {
    if (!schoolId) return onNeedSchool()
    if (!contact.trim()) return setMissing('contact')
    setMissing(null)
    answer.reset()
    const challenge = await ask
      .mutateAsync({ school_id: schoolId, contact: contact.trim() })
      .catch(() => null)
    if (challenge) setSent({ at: Date.now(), wait: challenge.resend_after_seconds })
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!schoolId) return onNeedSchool()
    if (!contact.trim()) return setMissing('contact')
    if (!ask.data || !code.trim()) return setMissing('code')
    setMissing(null)
    const chosen = password.take()
    if (chosen === undefined) return
    const done = await answer
      .mutateAsync({ challengeId: ask.data.challenge_id, code: code.trim(), password: chosen })
      .then(
        () => true,
        () => false,
      )
    if (done) onDone()
  }

  const weak = isApiError(answer.error, 'password_too_weak') ? text(answer.error) : undefined
  const codeWrong = answer.error && !weak ? text(answer.error) : undefined
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={t('forgotten.contact')}
        icon="user"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        value={contact}
        onChange={setContact}
        error={missing === 'contact' ? t('forgotten.need_contact') : ask.error ? text(ask.error) : undefined}
      />
      <TextField
        label={t('forgotten.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        value={code}
        onChange={setCode}
        hint={ask.data ? t('forgotten.code_sent') : undefined}
        error={missing === 'code' ? t('staff:login.need_code') : codeWrong}
        after={
          <Button size="l" disabled={wait > 0} busy={ask.isPending} onClick={() => void getCode()}>
            {wait > 0 ? t('staff:login.resend_in', { seconds: wait }) : t('staff:login.get_code')}
          </Button>
        }
      />
      <NewPassword password={password} wrong={weak} />
      <Button type="submit" kind="primary" size="l" block busy={answer.isPending}>
        {t('forgotten.submit')}
      </Button>
    </form>
  )
}
