import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketRow } from '@/api/school_shapes'
import { useLeaveGuard } from '@/staff_ui/form/leave'
import { LeaveDialog } from '@/staff_ui/form/LeaveDialog'
import type { ListColumn } from '@/staff_ui/list/columns'
import type { Filter } from '@/staff_ui/list/FilterBar'
import { ListPage } from '@/staff_ui/list/ListPage'
import { useList } from '@/staff_ui/list/useList'
import { formatDateTime } from '@/ui/format'
import { EmptyState } from '@/ui/PageState'
import { Chip } from '@/ui/StageChip'
import { ExamName } from '../exams/marks'
import { useExamFilter } from '../choices'
import { useMe } from '../me'
import { useNames } from '../rooms/useNames'
import { TICKET_KINDS, TICKET_STATES, TicketKind, TicketStateChip } from './marks'
import { useTickets } from './reads'
import { TicketDrawer } from './TicketDrawer'
import './tickets.css'

const FILTERS = ['state', 'kind', 'whose', 'session_id', 'college_id']

/** 「疑问」: what candidates ask, in the room check and in the waiting area; what waits longest comes first. */
export default function TicketsPage() {
  const { t } = useTranslation('school/tickets')
  const list = useList(FILTERS)
  const rows = useTickets(list)
  // By ticket: they last as long as the page does, and leaving it asks.
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({})
  const guard = useLeaveGuard(
    Object.values(drafts).some((text) => text.trim()),
    () => undefined,
  )
  const id = list.open ?? ''
  const draft = {
    text: drafts[id] ?? '',
    onText: (text: string) => setDrafts((before) => ({ ...before, [id]: text })),
  }
  return (
    <ListPage<TicketRow>
      id="tickets"
      title={t('title')}
      lead={(count) => t('lead', { count })}
      searchHint={t('search')}
      list={list}
      rows={rows}
      columns={useTicketColumns()}
      filters={useFilters(list.filters['session_id'])}
      exportPath="/api/v1/school/tickets/export"
      onOpen={(ticket) => list.set({ open: ticket.id })}
      empty={
        <EmptyState icon="help" title={t('empty_title')}>
          {t('empty_text')}
        </EmptyState>
      }
    >
      <TicketDrawer id={list.open} draft={draft} onClose={() => list.set({ open: null })} />
      {guard.asking && <LeaveDialog onStay={guard.stay} onLeave={guard.leave} />}
    </ListPage>
  )
}

function useFilters(chosen: readonly string[] | undefined): Filter[] {
  const { t } = useTranslation('school/tickets')
  const { colleges } = useMe()
  const nameOf = useNames()
  const filters: Filter[] = [
    {
      key: 'state',
      label: t('col.state'),
      options: TICKET_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
    },
    {
      key: 'kind',
      label: t('col.kind'),
      options: TICKET_KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    {
      key: 'whose',
      label: t('col.handler'),
      options: (['mine', 'free'] as const).map((value) => ({ value, label: t(`whose.${value}`) })),
    },
    useExamFilter(t('col.exam'), chosen),
  ]
  // Whoever manages one college has nothing to choose.
  if (colleges.length > 1) {
    filters.push({
      key: 'college_id',
      label: t('col.college'),
      options: colleges.map((college) => ({ value: college.id, label: nameOf(college) })),
    })
  }
  return filters
}

function useTicketColumns(): ListColumn<TicketRow>[] {
  const { t } = useTranslation('school/tickets')
  const me = useMe().person.id
  const nameOf = useNames()
  const none = <span className="dim">—</span>
  return [
    {
      key: 'text',
      title: t('col.text'),
      render: ({ text }) => <span className="kc-ticket-text ink">{text || t('no_words')}</span>,
      fixed: true,
      file: ['text'],
    },
    {
      key: 'state',
      title: t('col.state'),
      render: ({ state }) => <TicketStateChip state={state} />,
      sort: 'turn',
      file: ['state'],
    },
    { key: 'kind', title: t('col.kind'), render: ({ kind }) => <TicketKind kind={kind} />, file: ['kind'] },
    {
      key: 'name',
      title: t('col.name'),
      render: ({ name, candidate_number }) => (
        <span className="nowrap">
          {name} <span className="t12 dim">{candidate_number}</span>
        </span>
      ),
      sort: 'name',
      file: ['name', 'candidate_number'],
    },
    {
      key: 'exam',
      title: t('col.exam'),
      long: true,
      render: ({ exam }) => <ExamName exam={exam} />,
      sort: 'exam',
      file: ['exam'],
    },
    {
      key: 'created_at',
      title: t('col.created_at'),
      render: ({ created_at }) => <span className="nowrap">{formatDateTime(created_at).slice(5)}</span>,
      sort: 'created_at',
      file: ['created_at'],
    },
    {
      key: 'handler',
      title: t('col.handler'),
      render: ({ handler, state }) =>
        handler?.id === me && state !== 'closed' ? (
          <Chip icon="user" kind="accent">
            {t('yours')}
          </Chip>
        ) : (
          (handler?.name ?? none)
        ),
      file: ['handler'],
    },
    {
      key: 'answered',
      title: t('col.answered'),
      render: ({ answered_at, answered_by_name }) =>
        answered_at ? (
          <span className="nowrap">
            {answered_by_name} <span className="t12 dim">{formatDateTime(answered_at).slice(5)}</span>
          </span>
        ) : (
          none
        ),
      sort: 'answered_at',
      hidden: true,
      file: ['answer', 'answered_by', 'answered_at'],
    },
    {
      key: 'college',
      title: t('col.college'),
      long: true,
      render: ({ college }) => nameOf(college),
      hidden: true,
      file: ['college'],
    },
    {
      key: 'room',
      title: t('col.room'),
      long: true,
      render: ({ room }) => (room ? nameOf(room) : none),
      hidden: true,
      file: ['room'],
    },
  ]
}
