import { Navigate, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { logOut, useCandidateSession } from '@/features/accounts/candidate_login'
import { openConsents, useConsents, useGiveConsents, type ConsentText } from '@/features/commitments/consents'
import { useLiveState } from '@/live/Live'
import { Bar, FootBar } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Checkbox } from '@/ui/Checkbox'
import { useErrorText } from '@/ui/error_text'
import { LongText } from '@/ui/LongText'
import { Loading, PageState } from '@/ui/PageState'
import { showToast } from '@/ui/toast'
import { useTitle } from '@/ui/title'
import { useTexts } from './now'

export async function leaveArea(): Promise<void> {
  await logOut().catch(() => undefined)
  location.assign('/c/login')
}

function Texts({ texts }: { texts: ConsentText[] }) {
  const { t } = useTranslation(['candidate', 'common'])
  const words = useTexts()
  const text = useErrorText()
  const navigate = useNavigate()
  const give = useGiveConsents()
  const [agreed, setAgreed] = useState<ReadonlySet<string>>(new Set())
  const renewed = texts.find(({ agreed_version }) => agreed_version !== null)
  const all = texts.every(({ id }) => agreed.has(id))

  function tick(id: string, on: boolean) {
    const next = new Set(agreed)
    if (on) next.add(id)
    else next.delete(id)
    setAgreed(next)
  }
  async function goOn() {
    try {
      await give.mutateAsync(texts)
      await navigate({ to: '/c/exams' })
    } catch (error) {
      showToast(text(error), { bad: true })
    }
  }

  return (
    <>
      <main className="kc-main">
        <div>
          <h1>{t('consent.title')}</h1>
          <p>{t('consent.lead')}</p>
          {renewed && (
            <p className="c-amber med">{t('consent.renewed', { version: renewed.agreed_version })}</p>
          )}
        </div>
        {texts.map((one) => (
          <Card key={one.id} title={words(one).title} aside={t('consent.version', { version: one.version })}>
            {/* Scrolling by keyboard needs the focus. */}
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <div className="kc-consent-text" role="region" aria-label={words(one).title} tabIndex={0}>
              <LongText text={words(one).text} />
            </div>
            <Checkbox checked={agreed.has(one.id)} onChange={(on) => tick(one.id, on)}>
              {texts.length === 1 ? t('consent.agree') : t('consent.agree_to', { title: words(one).title })}
            </Checkbox>
          </Card>
        ))}
      </main>
      <FootBar>
        <Button size="l" icon="leave" onClick={() => void leaveArea()}>
          {t('common:log_out')}
        </Button>
        <span className="grow" />
        <span className="t14 dim not-phone">{t(all ? 'consent.next' : 'consent.why_not')}</span>
        <Button size="l" kind="primary" disabled={!all} busy={give.isPending} onClick={() => void goOn()}>
          {t('common:next')}
        </Button>
      </FootBar>
    </>
  )
}

export default function ConsentPage() {
  const { t, i18n } = useTranslation('candidate')
  const { since } = useLiveState()
  const consents = useConsents()
  const session = useCandidateSession()
  const first = consents.data?.required[0]
  useTitle(t('consent.title'))
  return (
    <div className="kc-page">
      <Bar
        school={(i18n.language === 'en' && first?.school_name_en) || first?.school_name || ''}
        connection={{ since }}
        person={session.data && { name: session.data.person.name }}
      />
      <PageState query={consents}>
        {({ required }) => {
          const open = openConsents(required)
          if (open.length > 0) return <Texts texts={open} />
          // New terms may be why this page opened: what was read before they were published does not say so.
          return consents.isFetching ? <Loading /> : <Navigate to="/c/exams" replace />
        }}
      </PageState>
    </div>
  )
}
