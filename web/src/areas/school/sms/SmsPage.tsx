import { useTranslation } from 'react-i18next'
import type { SmsRow } from '@/api/school_shapes'
import type { ListColumn } from '@/staff_ui/list/columns'
import { ListPage } from '@/staff_ui/list/ListPage'
import { PageHead } from '@/staff_ui/list/PageHead'
import { useList } from '@/staff_ui/list/useList'
import { formatDateTime } from '@/ui/format'
import { EmptyState, PageState } from '@/ui/PageState'
import { useMe } from '../me'
import { SettingsParts } from '../settings/SettingsParts'
import { KINDS, SmsStateMark, STATES, useKindName, useReason } from './marks'
import { SmsDrawer } from './SmsDrawer'
import { SmsOverview } from './SmsOverview'
import { useMessages, useSms } from './sms'
import './sms.css'

/** 「短信」: whether messages leave, how many did, and each of them. */
export default function SmsPage() {
  const { t } = useTranslation(['school/sms', 'school/settings'])
  const { roles } = useMe()
  const overview = (
    <>
      <SettingsParts current="sms" />
      <PageState query={useSms()}>{(sms) => <SmsOverview sms={sms} />}</PageState>
    </>
  )
  // Each message is the whole school's: a college's administrators read the state only.
  if (roles.includes('school_admin')) return <Messages overview={overview} />
  return (
    <>
      <PageHead title={t('title')} crumb={t('school/settings:title')} />
      {overview}
    </>
  )
}

function Messages({ overview }: { overview: React.ReactNode }) {
  const { t } = useTranslation(['school/sms', 'school/settings'])
  const list = useList(['state', 'template'])
  const rows = useMessages(list)
  const kindName = useKindName()
  const reason = useReason()
  const columns: ListColumn<SmsRow>[] = [
    {
      key: 'created_at',
      title: t('col.created_at'),
      render: ({ created_at }) => formatDateTime(created_at),
      sort: 'created_at',
      fixed: true,
      width: 150,
      file: ['created_at'],
    },
    {
      key: 'phone',
      title: t('col.phone'),
      render: ({ phone }) => <span className="ink">{phone}</span>,
      width: 150,
      file: ['phone'],
    },
    {
      key: 'template',
      title: t('col.template'),
      render: ({ template }) => kindName(template),
      sort: 'template',
      width: 120,
      file: ['template'],
    },
    {
      key: 'state',
      title: t('col.state'),
      render: ({ state }) => <SmsStateMark state={state} />,
      sort: 'state',
      width: 120,
      file: ['state'],
    },
    {
      key: 'failure_code',
      title: t('col.failure_code'),
      render: ({ failure_code }) => reason(failure_code) || '–',
      width: 200,
      file: ['failure_code'],
    },
    {
      key: 'text',
      title: t('col.text'),
      render: ({ text }) => <span className="kc-sms-text">{text}</span>,
      file: ['text'],
    },
    {
      key: 'reported_at',
      title: t('col.reported_at'),
      render: ({ reported_at }) => (reported_at ? formatDateTime(reported_at) : '–'),
      hidden: true,
      width: 150,
      file: ['sent_at', 'reported_at'],
    },
  ]
  const filters = [
    {
      key: 'state',
      label: t('col.state'),
      options: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
    },
    {
      key: 'template',
      label: t('col.template'),
      options: KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
  ]
  return (
    <ListPage<SmsRow>
      id="sms"
      title={t('title')}
      crumb={t('school/settings:title')}
      lead={(count) => t('lead', { count })}
      parts={overview}
      searchHint={t('search')}
      list={list}
      rows={rows}
      columns={columns}
      filters={filters}
      exportPath="/api/v1/school/sms/messages/export"
      onOpen={(row) => list.set({ open: row.id })}
      empty={
        <EmptyState icon="message" title={t('empty_title')}>
          {t('empty_text')}
        </EmptyState>
      }
    >
      <SmsDrawer
        message={rows.data?.items.find(({ id }) => id === list.open)}
        onClose={() => list.set({ open: null })}
      />
    </ListPage>
  )
}
