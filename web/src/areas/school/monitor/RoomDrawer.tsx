import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MonitorRoom } from '@/api/school_shapes'
import { RowDrawer } from '@/staff_ui/list/RowDrawer'
import { Button } from '@/ui/Button'
import { FactMark } from '@/ui/FactMark'
import { AlarmLine, toneOf } from './alarms'

const STAGES = [
  'not_logged_in',
  'preparing',
  'waiting',
  'cleared',
  'talking',
  'invited',
  'interviewing',
  'finished',
  'away',
  'help',
  'interrupted',
  'deferred',
  'absent',
] as const

/** One room beside the table: alarms, people by stage, staff, and the way on. */
export function RoomDrawer({ room, onClose }: { room: MonitorRoom | undefined; onClose: () => void }) {
  const { i18n } = useTranslation()
  return (
    <RowDrawer
      open={room !== undefined}
      title={room && ((i18n.language === 'en' && room.name_en) || room.name)}
      onClose={onClose}
      foot={room && <Foot room={room} />}
    >
      {room && <Facts room={room} />}
    </RowDrawer>
  )
}

function Foot({ room }: { room: MonitorRoom }) {
  const { t } = useTranslation('school/monitor')
  const navigate = useNavigate()
  return (
    <div className="col g2">
      <Button
        block
        kind="primary"
        icon="list"
        onClick={() => void navigate({ to: `/s/rooms/${room.id}/board` })}
      >
        {t('room.board')}
      </Button>
      {!room.mine && <p className="t12 dim">{t('room.look')}</p>}
      <Link className="kc-btn plain m block" to={`/s/school/rooms/${room.id}`}>
        {t('room.plan')}
      </Link>
    </div>
  )
}

function Facts({ room }: { room: MonitorRoom }) {
  const { t } = useTranslation(['school/monitor', 'states'])
  const all = Object.values(room.people).reduce((sum, count) => sum + count, 0)
  const most = Math.max(1, ...Object.values(room.people))
  return (
    // Holds nothing to press, and scrolls in a low window.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="kc-room-now col g4" tabIndex={0}>
      <section aria-label={t('room.alarms')}>
        {room.alarms.length === 0 && <FactMark kind="ok">{t('room.no_alarms')}</FactMark>}
        <ul className="col g2">
          {room.alarms.map((alarm) => (
            <li key={alarm.kind} className={`kc-strip ${toneOf(alarm)}`}>
              <AlarmLine alarm={alarm} named={alarm.names.length} />
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h4>{t('room.people', { count: all })}</h4>
        <dl>
          {STAGES.map((chip) => {
            const count = room.people[chip] ?? 0
            return (
              count > 0 && (
                <div key={chip}>
                  <dt>{t(`states:stage.${chip === 'interviewing' ? 'admitted' : chip}`)}</dt>
                  <dd>
                    <progress max={most} value={count} aria-hidden />
                    <span className="num">{count}</span>
                  </dd>
                </div>
              )
            )
          })}
        </dl>
      </section>
      <section>
        <h4>{t('room.staff')}</h4>
        {room.staff.length === 0 && <p className="dim">{t('room.nobody')}</p>}
        {room.staff.map((one, index) => (
          <div key={index} className="row between">
            <span>
              {one.name} <span className="t12 dim">{t(`states:role.${one.role as 'examiner'}`)}</span>
            </span>
            <FactMark kind={one.online ? 'ok' : 'idle'}>
              {one.online ? t('room.online') : t('room.offline')}
            </FactMark>
          </div>
        ))}
      </section>
      {room.open_tickets > 0 && (
        <div className="row between">
          <span>{t('room.tickets')}</span>
          <b className="c-amber num">{room.open_tickets}</b>
        </div>
      )}
    </div>
  )
}
