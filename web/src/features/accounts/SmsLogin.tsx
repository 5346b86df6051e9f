import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/client'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { TextField } from '@/ui/Field'
import { useAnswerCode, useAskForCode } from './candidate_login'

/** Seconds until `at`, a moment of this machine's clock. */
function useSecondsUntil(at: number): number {
  const [now, setNow] = useState(Date.now)
  const waiting = at > now
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [waiting])
  return Math.max(0, Math.ceil((at - now) / 1000))
}

interface Props {
  schoolId: string | null
  onNeedSchool: () => void
  onDone: () => void
}

export function SmsLogin({ schoolId, onNeedSchool, onDone }: Props) {
  const { t } = useTranslation('candidate')
  const text = useErrorText()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState<'phone' | 'code' | null>(null)
  const [resendAt, setResendAt] = useState(0)
  const codeField = useRef<HTMLDivElement>(null)
  const ask = useAskForCode()
  const answer = useAnswerCode()
  const wait = useSecondsUntil(resendAt)

  async function getCode() {
    if (!schoolId) return onNeedSchool()
    if (!phone.trim()) return setMissing('phone')
    setMissing(null)
    answer.reset()
    const challenge = await ask.mutateAsync({ school_id: schoolId, phone: phone.trim() }).catch(() => null)
    if (!challenge) return
    setResendAt(Date.now() + challenge.resend_after_seconds * 1000)
    codeField.current?.querySelector('input')?.focus()
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
    if (done) onDone()
  }

  const phoneWrong = ask.error && isApiError(ask.error, 'invalid_phone') ? text(ask.error) : undefined
  const codeWrong = answer.error ?? (phoneWrong ? null : ask.error)
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={t('login.phone')}
        icon="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        value={phone}
        onChange={setPhone}
        error={missing === 'phone' ? t('login.need_phone') : phoneWrong}
      />
      <div ref={codeField}>
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
      </div>
      <Button type="submit" kind="primary" size="l" block busy={answer.isPending}>
        {t('login.submit')}
      </Button>
    </form>
  )
}
