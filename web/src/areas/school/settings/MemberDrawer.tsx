import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberRow } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { RowDrawer } from '@/staff_ui/list/RowDrawer'
import { Button } from '@/ui/Button'
import { KeyValues } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { showToast } from '@/ui/toast'
import { useMe } from '../me'
import { removeMember, resetSecondFactor } from './acts'
import { SecondFactorMark, useScopeName } from './marks'

interface Props {
  member: MemberRow | undefined
  onClose: () => void
}

/** One office: who holds it, and the way to take it away. */
export function MemberDrawer({ member, onClose }: Props) {
  const { t } = useTranslation(['school/settings', 'account'])
  const scopeName = useScopeName()
  const [asking, setAsking] = useState<MemberRow | null>(null)
  const [resetting, setResetting] = useState<MemberRow | null>(null)
  const me = useMe()
  const wordsOf = ({ person, role }: MemberRow) => ({ name: person.name, role: t(`account:role.${role}`) })
  const [remove] = useAct(async (row: MemberRow) => {
    await removeMember(row.id)
    showToast(t('removed', wordsOf(row)))
    onClose()
    return true
  })
  const [reset] = useAct(async (row: MemberRow, reason: string) => {
    await resetSecondFactor(row.id, reason)
    showToast(t('second.was_reset', { name: row.person.name }))
    return true
  })
  return (
    <>
      <RowDrawer
        open={member !== undefined}
        title={member?.person.name}
        onClose={onClose}
        foot={
          member?.removable && (
            <div className="col">
              {member.second_factor && member.person.id !== me.person.id && (
                <Button block icon="shield" onClick={() => setResetting(member)}>
                  {t('second.reset')}
                </Button>
              )}
              <Button kind="danger" block onClick={() => setAsking(member)}>
                {t('remove', wordsOf(member))}
              </Button>
            </div>
          )
        }
      >
        {member && (
          <KeyValues
            rows={[
              [t('col.role'), t(`account:role.${member.role}`)],
              [t('col.scope'), scopeName(member.college)],
              [t('may'), t(`does.${member.role}`)],
              [t('col.phone'), member.phone || '–'],
              [t('col.email'), member.email || '–'],
              [t('col.second_factor'), <SecondFactorMark key="second" on={member.second_factor} />],
              [
                t('col.last_login_at'),
                member.last_login_at ? formatDateTime(member.last_login_at) : t('never'),
              ],
            ]}
          />
        )}
      </RowDrawer>
      {resetting && (
        <Ask
          danger
          title={t('second.reset_of', { name: resetting.person.name })}
          act={t('second.reset_of', { name: resetting.person.name })}
          write="reason"
          onClose={() => setResetting(null)}
          onAct={(reason) => reset(resetting, reason)}
        >
          {t('second.reset_text', { name: resetting.person.name })}
        </Ask>
      )}
      {asking && (
        <Ask
          danger
          title={t('remove', wordsOf(asking))}
          act={t('remove', wordsOf(asking))}
          onClose={() => setAsking(null)}
          onAct={() => remove(asking)}
        >
          {t('remove_text', { name: asking.person.name })}
        </Ask>
      )}
    </>
  )
}
