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
import { removeMember } from './acts'
import { useScopeName } from './marks'

interface Props {
  member: MemberRow | undefined
  onClose: () => void
}

/** One office: who holds it, and the way to take it away. */
export function MemberDrawer({ member, onClose }: Props) {
  const { t } = useTranslation(['school/settings', 'account'])
  const scopeName = useScopeName()
  const [asking, setAsking] = useState<MemberRow | null>(null)
  const wordsOf = ({ person, role }: MemberRow) => ({ name: person.name, role: t(`account:role.${role}`) })
  const [remove] = useAct(async (row: MemberRow) => {
    await removeMember(row.id)
    showToast(t('removed', wordsOf(row)))
    onClose()
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
            <Button kind="danger" block onClick={() => setAsking(member)}>
              {t('remove', wordsOf(member))}
            </Button>
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
              [
                t('col.last_login_at'),
                member.last_login_at ? formatDateTime(member.last_login_at) : t('never'),
              ],
            ]}
          />
        )}
      </RowDrawer>
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
