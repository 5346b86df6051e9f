import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/client'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { TextField } from '@/ui/Field'
import { useAnswerCode, useAskForCode } from './candidate_login'

/** Seconds that are left, and the start. Counts from the moment of the start, not from the last tick. */
function useCountdown(): [number, (seconds: number) => void] {
  const [{ end, now }, set] = useState({ end: 0, now: 0 })
  const running = end > now
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => set(({ end }) => ({ end, now: Date.now() })), 500)
    return () => clearInterval(timer)
  }, [running])
  function start(seconds: number) {
    const now = Date.now()
    set({ end: now + seconds * 1000, now })
  }
  return [Math.max(0, Math.ceil((end - now) / 1000)), start]
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
  const codeField = useRef<HTMLDivElement>(null)
  const ask = useAskForCode()
  const answer = useAnswerCode()
  const [wait, startWait] = useCountdown()

  async function getCode() {
    if (!schoolId) return onNeedSchool()
    if (!phone.trim()) return setMissing('phone')
    setMissing(null)
    answer.reset()
    const challenge = await ask.mutateAsync({ school_id: schoolId, phone: phone.trim() }).catch(() => null)
    if (!challenge) return
    startWait(challenge.resend_after_seconds)
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
