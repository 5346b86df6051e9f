import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/client'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { TextField } from '@/ui/Field'
import { useElapsedSince } from '@/ui/server_now'
import { useStaffCode, useStaffCodeAnswer } from './staff_login'

interface Props {
  schoolId: string | null
  onNeedSchool: () => void
  /** `second_step`: not in yet, a code is asked for first. */
  onDone: (answer: { second_step: boolean }) => void
}

/** By text message: for whoever has the phone at hand and not the password. */
export function StaffCode({ schoolId, onNeedSchool, onDone }: Props) {
  const { t } = useTranslation('staff')
  const text = useErrorText()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState<'phone' | 'code' | null>(null)
  const [sent, setSent] = useState<{ at: number; wait: number } | null>(null)
  const ask = useStaffCode()
  const answer = useStaffCodeAnswer()
  const elapsed = useElapsedSince(sent?.at ?? null)
  const wait = sent ? Math.max(0, Math.ceil(sent.wait - elapsed / 1000)) : 0

  async function getCode() {
    if (!schoolId) return onNeedSchool()
    if (!phone.trim()) return setMissing('phone')
    setMissing(null)
    answer.reset()
    const challenge = await ask.mutateAsync({ school_id: schoolId, phone: phone.trim() }).catch(() => null)
    if (challenge) setSent({ at: Date.now(), wait: challenge.resend_after_seconds })
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!schoolId) return onNeedSchool()
    if (!phone.trim()) return setMissing('phone')
    if (!ask.data || !code.trim()) return setMissing('code')
    setMissing(null)
    const done = await answer
      .mutateAsync({ challengeId: ask.data.challenge_id, code: code.trim() })
      .catch(() => null)
    if (done) onDone(done)
  }

  const phoneWrong = isApiError(ask.error, 'invalid_phone') ? text(ask.error) : undefined
  const codeWrong = answer.error ?? (phoneWrong ? null : ask.error)
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={t('login.phone')}
        icon="phone"
        type="tel"
        autoComplete="tel"
        value={phone}
        onChange={setPhone}
        error={missing === 'phone' ? t('login.need_phone') : phoneWrong}
      />
      <TextField
        label={t('login.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        value={code}
        onChange={setCode}
        hint={ask.data ? t('login.code_sent') : undefined}
        error={missing === 'code' ? t('login.need_code') : codeWrong ? text(codeWrong) : undefined}
        after={
          <Button size="l" disabled={wait > 0} busy={ask.isPending} onClick={() => void getCode()}>
            {wait > 0 ? t('login.resend_in', { seconds: wait }) : t('login.get_code')}
          </Button>
        }
      />
      <Button type="submit" kind="primary" size="l" block busy={answer.isPending}>
        {t('login.submit')}
      </Button>
    </form>
  )
}
