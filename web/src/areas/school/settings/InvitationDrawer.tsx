import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InvitationRow } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { RowDrawer } from '@/staff_ui/list/RowDrawer'
import { Button } from '@/ui/Button'
import { KeyValues } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { showToast } from '@/ui/toast'
import { resendInvitation, revokeInvitation } from './acts'
import { StageMark, useScopeName } from './marks'

interface Props {
  invitation: InvitationRow | undefined
  onClose: () => void
}

const OPEN = new Set(['pending', 'sent', 'undelivered', 'expired'])

export function InvitationDrawer({ invitation, onClose }: Props) {
  const { t } = useTranslation(['school/settings', 'account'])
  const scopeName = useScopeName()
  const [asking, setAsking] = useState<InvitationRow | null>(null)
  const [resend, resending] = useAct(async ({ id, contact }: InvitationRow) => {
    await resendInvitation(id)
    showToast(t('resent', { contact }))
  })
  const [revoke] = useAct(async ({ id, name }: InvitationRow) => {
    await revokeInvitation(id)
    showToast(t('revoked', { name }))
    return true
  })
  const mine = invitation && invitation.manageable && OPEN.has(invitation.stage)
  return (
    <>
      <RowDrawer
        open={invitation !== undefined}
        title={invitation?.name}
        onClose={onClose}
        foot={
          mine && (
            <div className="col">
              <Button block icon="retry" busy={resending} onClick={() => void resend(invitation)}>
                {t('resend')}
              </Button>
              <Button block kind="danger" onClick={() => setAsking(invitation)}>
                {t('revoke', { name: invitation.name })}
              </Button>
            </div>
          )
        }
      >
        {invitation && (
          <KeyValues
            rows={[
              [t('col.stage'), <StageMark key="stage" stage={invitation.stage} />],
              [t('col.role'), t(`account:role.${invitation.role}`)],
              [t('col.scope'), scopeName(invitation.college)],
              [t('col.contact'), invitation.contact],
              [t('col.last_sent_at'), formatDateTime(invitation.last_sent_at)],
              [t('col.expires_at'), formatDateTime(invitation.expires_at)],
              [t('col.invited_by'), invitation.invited_by || '–'],
            ]}
          />
        )}
      </RowDrawer>
      {asking && (
        <Ask
          danger
          title={t('revoke', { name: asking.name })}
          act={t('revoke', { name: asking.name })}
          onClose={() => setAsking(null)}
          onAct={() => revoke(asking)}
        >
          {t('revoke_text')}
        </Ask>
      )}
    </>
  )
}
