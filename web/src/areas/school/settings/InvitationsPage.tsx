import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InvitationRow } from '@/api/school_shapes'
import type { ListColumn } from '@/staff_ui/list/columns'
import { ListPage } from '@/staff_ui/list/ListPage'
import { useList } from '@/staff_ui/list/useList'
import { Button } from '@/ui/Button'
import { formatDateTime } from '@/ui/format'
import { EmptyState } from '@/ui/PageState'
import { InvitationDrawer } from './InvitationDrawer'
import { InviteDrawer } from './InviteDrawer'
import { STAGES, StageMark, useOfficeFilters, useScopeName } from './marks'
import { useInvitations } from './reads'
import { SettingsParts } from './SettingsParts'

const FILTERS = ['stage', 'role', 'college_id']

export default function InvitationsPage() {
  const { t } = useTranslation(['school/settings', 'account'])
  const list = useList(FILTERS)
  const rows = useInvitations(list)
  const scopeName = useScopeName()
  const [inviting, setInviting] = useState(false)
  const columns: ListColumn<InvitationRow>[] = [
    {
      key: 'name',
      title: t('col.name'),
      render: ({ name }) => <span className="ink">{name}</span>,
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
      file: ['college'],
    },
    { key: 'contact', title: t('col.contact'), render: ({ contact }) => contact, file: ['contact'] },
    {
      key: 'stage',
      title: t('col.stage'),
      render: ({ stage }) => <StageMark stage={stage} />,
      sort: 'stage',
      file: ['stage'],
    },
    {
      key: 'last_sent_at',
      title: t('col.last_sent_at'),
      render: ({ last_sent_at }) => formatDateTime(last_sent_at),
      sort: 'last_sent_at',
      file: ['last_sent_at'],
    },
    {
      key: 'expires_at',
      title: t('col.expires_at'),
      render: ({ expires_at }) => formatDateTime(expires_at),
      sort: 'expires_at',
      file: ['expires_at'],
      hidden: true,
    },
    {
      key: 'invited_by',
      title: t('col.invited_by'),
      render: ({ invited_by }) => invited_by || '–',
      hidden: true,
      file: ['invited_by'],
    },
  ]
  const filters = [
    {
      key: 'stage',
      label: t('col.stage'),
      options: STAGES.map((value) => ({ value, label: t(`stage.${value}`) })),
    },
    ...useOfficeFilters(),
  ]
  return (
    <ListPage<InvitationRow>
      id="invitations"
      title={t('part.invitations')}
      crumb={t('title')}
      lead={(count) => t('invitations_lead', { count })}
      parts={<SettingsParts current="invitations" />}
      searchHint={t('search_invited')}
      list={list}
      rows={rows}
      columns={columns}
      filters={filters}
      exportPath="/api/v1/school/invitations/export"
      actions={
        <Button kind="primary" icon="plus" onClick={() => setInviting(true)}>
          {t('invite')}
        </Button>
      }
      onOpen={(row) => list.set({ open: row.id })}
      empty={
        <EmptyState
          icon="message"
          title={t('invitations_empty_title')}
          actions={
            <Button icon="plus" onClick={() => setInviting(true)}>
              {t('invite')}
            </Button>
          }
        >
          {t('invitations_empty_text')}
        </EmptyState>
      }
    >
      <InvitationDrawer
        invitation={rows.data?.items.find(({ id }) => id === list.open)}
        onClose={() => list.set({ open: null })}
      />
      {inviting && <InviteDrawer onClose={() => setInviting(false)} />}
    </ListPage>
  )
}
