import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberRow } from '@/api/school_shapes'
import type { ListColumn } from '@/staff_ui/list/columns'
import { ListPage } from '@/staff_ui/list/ListPage'
import { useList } from '@/staff_ui/list/useList'
import { Button } from '@/ui/Button'
import { formatDateTime } from '@/ui/format'
import { EmptyState } from '@/ui/PageState'
import { InviteDrawer } from './InviteDrawer'
import { SecondFactorMark, useOfficeFilters, useScopeName } from './marks'
import { MemberDrawer } from './MemberDrawer'
import { useMembers } from './reads'
import { SettingsParts } from './SettingsParts'

const FILTERS = ['role', 'college_id']

/** One row for each office that somebody holds. */
export default function MembersPage() {
  const { t } = useTranslation(['school/settings', 'account'])
  const list = useList(FILTERS)
  const rows = useMembers(list)
  const scopeName = useScopeName()
  const [inviting, setInviting] = useState(false)
  const columns: ListColumn<MemberRow>[] = [
    {
      key: 'name',
      title: t('col.name'),
      render: ({ person }) => <span className="ink">{person.name}</span>,
      sort: 'name',
      fixed: true,
      file: ['name'],
    },
    {
      key: 'role',
      title: t('col.role'),
      render: ({ role }) => t(`account:role.${role}`),
      sort: 'role',
      file: ['role'],
    },
    {
      key: 'college',
      title: t('col.scope'),
      long: true,
      render: ({ college }) => scopeName(college),
      sort: 'college',
      file: ['college'],
    },
    { key: 'phone', title: t('col.phone'), render: ({ phone }) => phone || '–', file: ['phone'] },
    { key: 'email', title: t('col.email'), render: ({ email }) => email || '–', file: ['email'] },
    {
      key: 'second_factor',
      title: t('col.second_factor'),
      render: ({ second_factor }) => <SecondFactorMark on={second_factor} />,
      file: ['second_factor'],
    },
    {
      key: 'last_login_at',
      title: t('col.last_login_at'),
      render: ({ last_login_at }) => (last_login_at ? formatDateTime(last_login_at) : t('never')),
      sort: 'last_login_at',
      file: ['last_login_at'],
    },
  ]
  const invite = (
    <Button kind="primary" icon="plus" onClick={() => setInviting(true)}>
      {t('invite')}
    </Button>
  )
  return (
    <ListPage<MemberRow>
      id="members"
      title={t('part.members')}
      crumb={t('title')}
      lead={(count) => t('members_lead', { count })}
      parts={<SettingsParts current="members" />}
      searchHint={t('search')}
      list={list}
      rows={rows}
      columns={columns}
      filters={useOfficeFilters()}
      exportPath="/api/v1/school/members/export"
      exportsWhole
      actions={invite}
      onOpen={(row) => list.set({ open: row.id })}
      empty={
        <EmptyState icon="users" title={t('members_empty_title')}>
          {t('members_empty_text')}
        </EmptyState>
      }
    >
      <MemberDrawer
        member={rows.data?.items.find(({ id }) => id === list.open)}
        onClose={() => list.set({ open: null })}
      />
      {inviting && <InviteDrawer onClose={() => setInviting(false)} />}
    </ListPage>
  )
}
