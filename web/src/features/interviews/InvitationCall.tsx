import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '@/ui/attention'
import { Button } from '@/ui/Button'
import { CountdownRing } from '@/ui/Countdown'
import { formatTimeSeconds } from '@/ui/format'
import { useServerNow } from '@/ui/server_now'
import { ring } from '@/media/sounds'
import type { Invitation } from './candidate_interviews'
import './invitation.css'

interface Props {
  invitation: Invitation
  room: string
  busy: 'accept' | 'decline' | null
  onAccept: () => void
  onDecline: () => void
  children: ReactNode
}

/** The call: sound, title, notification, focus on the way in. It rings until answered or lapsed. */
export function InvitationCall({ invitation, room, busy, onAccept, onDecline, children }: Props) {
  const { t } = useTranslation('candidate')
  const title = useId()
  const button = useRef<HTMLButtonElement>(null)
  const { id, sent_at, expires_at } = invitation
  const lapsed = useServerNow() >= Date.parse(expires_at)
  const total = (Date.parse(expires_at) - Date.parse(sent_at)) / 1000
  const words = useRef({ title: '', body: '' })
  useEffect(() => {
    words.current = {
      title: t('ringing.title'),
      body: t('ringing.note_body', { time: formatTimeSeconds(expires_at) }),
    }
  }, [t, expires_at])

  useEffect(() => button.current?.focus(), [id])
  const ringing = !lapsed && busy === null
  useEffect(() => {
    if (!ringing) return
    const stop = ring()
    const close = notify(words.current.title, words.current.body, `invitation-${id}`)
    return () => {
      stop()
      close()
    }
  }, [ringing, id])

  return (
    <section className="kc-card kc-call" role="alertdialog" aria-labelledby={title}>
      <CountdownRing closesAt={expires_at} totalSeconds={Math.max(1, total)} />
      <h1 id={title}>{t('ringing.title')}</h1>
      <p>{t('ringing.lead', { room })}</p>
      {children}
      <div className="row g3 kc-call-acts">
        <Button
          ref={button}
          kind="primary"
          size="xl"
          iconAfter="right"
          disabled={lapsed}
          busy={busy !== null}
          onClick={onAccept}
        >
          {t('ringing.accept')}
        </Button>
        <Button size="xl" disabled={lapsed} busy={busy !== null} onClick={onDecline}>
          {t('ringing.decline')}
        </Button>
      </div>
      <p className="t14 dim" role="status">
        {t(lapsed ? 'ringing.expired' : 'ringing.lapse')}
      </p>
    </section>
  )
}
