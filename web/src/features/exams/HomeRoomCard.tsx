import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { HomeRoom } from '@/api/staff_shapes'
import { formatDate, formatTime } from '@/ui/format'
import { Icon, type IconName } from '@/ui/Icon'
import { Chip, type ChipKind } from '@/ui/StageChip'

type RoomState = 'planned' | 'ready' | 'examining' | 'closed' | 'archived'
const STATES: Record<RoomState, readonly [IconName, ChipKind]> = {
  planned: ['clock', 'line'],
  ready: ['done', 'green'],
  examining: ['play', 'solid'],
  closed: ['check', 'plain'],
  archived: ['box', 'plain'],
}

/** One way in per group of roles: who works at a page sees the way to it. */
const PAGES = [
  { page: 'board', icon: 'list', roles: ['waiting_room_officer', 'secretary', 'chief_examiner'] },
  { page: 'panel', icon: 'users', roles: ['chief_examiner', 'examiner', 'secretary'] },
  { page: 'inspect', icon: 'eye', roles: ['inspector'] },
] as const
const PATHS = { board: 'board', panel: 'panel', inspect: 'inspection' } as const

export function RoomStateChip({ state }: { state: string }) {
  const { t } = useTranslation('staff')
  const known = (state in STATES ? state : 'planned') as RoomState
  const [icon, kind] = STATES[known]
  return (
    <Chip icon={icon} kind={kind}>
      {t(`room_state.${known}`)}
    </Chip>
  )
}

export function HomeRoomCard({ room }: { room: HomeRoom }) {
  const { t, i18n } = useTranslation(['staff', 'states', 'common'])
  const english = i18n.language === 'en'
  const name = (english && room.room_name_en) || room.room_name
  const exam = (english && room.exam_name_en) || room.exam_name
  const rehearsal = room.formality === 'rehearsal'
  const pages = PAGES.filter(({ roles }) => roles.some((role) => room.roles.includes(role)))
  return (
    <section
      className="kc-card"
      data-kind={rehearsal ? 'rehearsal' : 'formal'}
      aria-label={`${exam} ${name}`}
    >
      <div className="kc-card-body wide row g4 wrap">
        <div className="grow col" style={{ minWidth: 280, gap: 4 }}>
          <div className="row wrap">
            <h2 className="t20">{name}</h2>
            <Chip icon={rehearsal ? 'flag' : 'shield'} kind={rehearsal ? 'plum' : 'line'}>
              {t(rehearsal ? 'home.rehearsal' : 'home.formal')}
            </Chip>
            <RoomStateChip state={room.state} />
          </div>
          <p className="ink">{exam}</p>
          <p className="t14 dim">
            {t('home.time', {
              date: formatDate(room.starts_at),
              from: formatTime(room.starts_at),
              to: formatTime(room.ends_at),
            })}
            {' · '}
            {t('home.your_roles', {
              roles: room.roles
                .map((role) => t(`states:role.${role as 'examiner'}`))
                .join(t('common:list_comma')),
            })}
          </p>
        </div>
        <div className="row wrap">
          {pages.map(({ page, icon }) => (
            <Link
              key={page}
              to={`/s/rooms/${room.room_id}/${PATHS[page]}`}
              className="kc-btn l"
              aria-label={t('home.link', { room: name, page: t(`home.${page}`) })}
            >
              <Icon name={icon} />
              {t(`home.${page}`)}
            </Link>
          ))}
        </div>
      </div>
    </section>
  )
}
