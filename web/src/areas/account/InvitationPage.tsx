import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { NewPassword, useNewPassword } from '@/features/accounts/NewPassword'
import { useAcceptInvitation, useInvitation } from '@/features/accounts/own_account'
import { StaffLoginFrame } from '@/features/accounts/StaffLoginFrame'
import { Button } from '@/ui/Button'
import { KeyValues } from '@/ui/Card'
import { useErrorText } from '@/ui/error_text'
import { formatDateTime } from '@/ui/format'
import { EmptyState, Loading } from '@/ui/PageState'
import { useTitle } from '@/ui/title'

function ToLogin() {
  const { t } = useTranslation('account')
  return (
    <Button kind="primary" onClick={() => location.assign('/s/login')}>
      {t('to_login')}
    </Button>
  )
}

/** Where the link of an invitation leads: what is offered, and the way in. */
export default function InvitationPage() {
  const { t, i18n } = useTranslation('account')
  const text = useErrorText()
  // The fragment, which no server sees; it stays until it is used, so that the page can be loaded again.
  const [secret] = useState(() => location.hash.slice(1))
  const link = useInvitation(secret)
  const accept = useAcceptInvitation()
  const password = useNewPassword()
  useTitle(t('invitation.title'))
  const english = i18n.language === 'en'

  async function submit(event: FormEvent) {
    event.preventDefault()
    const chosen = link.data?.needs_password ? password.take() : ''
    if (chosen === undefined) return
    const done = await accept.mutateAsync({ secret, password: chosen }).catch(() => null)
    if (!done) return
    history.replaceState(history.state, '', location.pathname)
    if (done.logged_in) location.assign('/s')
  }

  function content() {
    if (accept.data && !accept.data.logged_in) {
      return (
        <EmptyState icon="done" title={t('invitation.accepted')} actions={<ToLogin />}>
          {t('invitation.accepted_text')}
        </EmptyState>
      )
    }
    if (!secret || link.error) {
      return (
        <EmptyState icon="alert" warn title={t('invitation.refused')} actions={<ToLogin />}>
          {link.error ? text(link.error) : t('invitation.incomplete')}
        </EmptyState>
      )
    }
    const offer = link.data
    if (!offer) return <Loading />
    const school = (english && offer.school_en) || offer.school
    const college = offer.college && ((english && offer.college.name_en) || offer.college.name)
    return (
      <>
        <h1>{t('invitation.heading', { school })}</h1>
        <KeyValues
          rows={[
            [t('invitation.name'), offer.name],
            [t('invitation.role'), t(`role.${offer.role}`)],
            [t('invitation.scope'), college ?? t('invitation.whole_school')],
            [t('invitation.contact'), offer.contact],
            [t('invitation.until'), formatDateTime(offer.expires_at)],
          ]}
        />
        <form onSubmit={(event) => void submit(event)} noValidate>
          {offer.needs_password ? (
            <>
              <p className="dim">{t('invitation.needs_password', { account: offer.contact })}</p>
              <NewPassword password={password} wrong={accept.error ? text(accept.error) : undefined} />
            </>
          ) : (
            <>
              <p className="dim">{t('invitation.has_account')}</p>
              {accept.error && (
                <p className="c-red" role="alert">
                  {text(accept.error)}
                </p>
              )}
            </>
          )}
          <Button type="submit" kind="primary" size="l" block busy={accept.isPending}>
            {t('invitation.accept')}
          </Button>
        </form>
      </>
    )
  }

  return <StaffLoginFrame>{content()}</StaffLoginFrame>
}
