import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { onSessionEvent, type SessionEvent } from '@/api/session'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { EmptyState } from '@/ui/PageState'
import { showToast } from '@/ui/toast'
import { useTitle } from '@/ui/title'
import { loginAndBack } from './login_and_back'

interface Props {
  loginUrl: string
  /** 「在此继续」: a fresh login session for this page; the other place is told. Absent where there is none. */
  resume?: () => Promise<unknown>
  children: ReactNode
}

/** Taken over, logged out or run out: the page below ends (its media with it), and this says why and what to do. */
export function SessionGuard({ loginUrl, resume, children }: Props) {
  const [ended, setEnded] = useState<SessionEvent | null>(null)
  // The first word counts: what the page asks afterwards is refused for the same reason.
  useEffect(() => onSessionEvent((event) => setEnded((before) => before ?? event)), [])

  // Nobody was logged in: no notice, just the way in. The log-in page itself stays.
  const back = loginAndBack(loginUrl, location)
  const goToLogin = ended === 'login_required' && location.pathname !== loginUrl
  useEffect(() => {
    if (goToLogin) location.replace(back)
  }, [goToLogin, back])

  if (ended === null || ended === 'login_required') return goToLogin ? null : <>{children}</>
  return <Ended how={ended} loginUrl={back} resume={resume} onResumed={() => setEnded(null)} />
}

function Ended({
  how,
  loginUrl,
  resume,
  onResumed,
}: {
  how: 'taken_over' | 'logged_out'
  loginUrl: string
  resume?: () => Promise<unknown>
  onResumed: () => void
}) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [busy, setBusy] = useState(false)
  useTitle(t(`${how}_title`))

  async function goOn() {
    setBusy(true)
    try {
      await resume?.()
      onResumed()
    } catch (error) {
      showToast(text(error), { bad: true })
      setBusy(false)
    }
  }

  return (
    <main className="kc-page" role="alert">
      <EmptyState
        icon={how === 'taken_over' ? 'laptop' : 'leave'}
        title={t(`${how}_title`)}
        actions={
          how === 'taken_over' && resume ? (
            <Button kind="primary" size="l" busy={busy} onClick={() => void goOn()}>
              {t('resume_here')}
            </Button>
          ) : (
            <Button kind="primary" size="l" onClick={() => location.assign(loginUrl)}>
              {t('log_in_again')}
            </Button>
          )
        }
      >
        {t(`${how}_text`)}
      </EmptyState>
    </main>
  )
}
