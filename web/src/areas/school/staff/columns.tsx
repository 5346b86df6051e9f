import { useTranslation } from 'react-i18next'
import type { StaffRow } from '@/api/school_shapes'
import type { ListColumn } from '@/staff_ui/list/columns'
import { formatDate, formatDateTime } from '@/ui/format'
import { useNames } from '../rooms/useNames'
import { RelationFact } from './marks'
import './staff.css'

/** The next room, and how many more; all of them under the pointer. */
function Rooms({ person }: { person: StaffRow }) {
  const { t, i18n } = useTranslation('school/staff')
  const english = i18n.language === 'en'
  const rooms = [
    ...new Map(
      person.duties.map((duty) => [
        duty.room_id,
        `${formatDate(duty.starts_at).slice(5)} ${(english && duty.room_name_en) || duty.room_name}`,
      ]),
    ).values(),
  ]
  const [first, ...more] = rooms
  if (!first) return <Nothing />
  return (
    <span className="row" title={rooms.join('\n')}>
      <span>{first}</span>
      {more.length > 0 && <span className="dim nowrap">{t('more_rooms', { count: more.length })}</span>}
    </span>
  )
}

export function useStaffColumns(): ListColumn<StaffRow>[] {
  const { t } = useTranslation(['school/staff', 'states', 'common'])
  const nameOf = useNames()
  const comma = t('common:list_comma')
  return [
    {
      key: 'name',
      title: t('col.name'),
      render: (person) => <span className="ink med">{person.name}</span>,
      sort: 'name',
      fixed: true,
      file: ['name'],
    },
    {
      key: 'role',
      title: t('col.role'),
      render: ({ duties }) => {
        const roles = [...new Set(duties.map((duty) => duty.role))]
        return roles.map((role) => t(`states:role.${role as 'examiner'}`)).join(comma) || <Nothing />
      },
      file: ['role'],
    },
    {
      key: 'duties',
      title: t('col.duties'),
      long: true,
      render: (person) => <Rooms person={person} />,
      file: ['duties'],
    },
    {
      key: 'college',
      title: t('col.college'),
      long: true,
      render: ({ colleges, whole_school }) =>
        [...(whole_school ? [t('whole_school')] : []), ...colleges.map(nameOf)].join(comma) || (
          <span className="dim">{t('not_in_pool')}</span>
        ),
      file: ['college'],
    },
    {
      key: 'relations',
      title: t('col.relations'),
      render: (person) => <RelationFact person={person} />,
      sort: 'relations',
      file: ['relations', 'relation_count'],
    },
    {
      key: 'stated_at',
      title: t('col.stated_at'),
      render: ({ stated_at }) => (stated_at ? formatDateTime(stated_at).slice(5) : <Nothing />),
      sort: 'stated_at',
      hidden: true,
      file: ['stated_at'],
    },
    {
      key: 'last_login_at',
      title: t('col.last_login_at'),
      render: ({ last_login_at }) => (last_login_at ? formatDateTime(last_login_at).slice(5) : <Nothing />),
      sort: 'last_login_at',
      file: ['last_login_at'],
    },
    { key: 'phone', title: t('col.phone'), render: ({ phone }) => phone, hidden: true, file: ['phone'] },
    { key: 'email', title: t('col.email'), render: ({ email }) => email, hidden: true, file: ['email'] },
  ]
}

function Nothing() {
  return <span className="dim">—</span>
}
