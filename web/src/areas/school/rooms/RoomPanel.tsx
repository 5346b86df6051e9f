import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Timetable, TimetableRoom } from '@/api/school_shapes'
import { Button } from '@/ui/Button'
import { Card, KeyValues } from '@/ui/Card'
import { FactMark } from '@/ui/FactMark'
import { clashesAt } from '../timetable/grid'
import { useClashText } from '../timetable/words'
import { isOver, ROLES } from './marks'

interface Props {
  room: TimetableRoom
  table: Timetable
  onStaff: (() => void) | undefined
  onShare: (() => void) | undefined
}

/** Who works here, and what clashes here. */
export function RoomPanel({ room, table, onStaff, onShare }: Props) {
  const { t } = useTranslation(['school/rooms', 'states', 'common'])
  const sentence = useClashText()
  const alike = table.rooms.filter(
    ({ id, major_id, state }) => id !== room.id && major_id === room.major_id && !isOver(state),
  )
  const clashes = clashesAt(table, room.id)
  return (
    <div className="col g4">
      <Card
        title={t('staff')}
        aside={
          onStaff && (
            <Button size="s" icon="users" onClick={onStaff}>
              {t('assign')}
            </Button>
          )
        }
      >
        <KeyValues
          rows={ROLES.map((role) => {
            const names = room.duties.filter((duty) => duty.role === role).map((duty) => duty.name)
            const lacking = role === 'chief_examiner' && names.length === 0
            return [
              t(`states:role.${role}`),
              names.length > 0 ? (
                names.join(t('common:list_comma'))
              ) : lacking ? (
                <FactMark key={role} kind="bad">
                  {t('no_chief')}
                </FactMark>
              ) : (
                <span key={role} className="dim">
                  {t('nobody')}
                </span>
              ),
            ]
          })}
        />
        {onShare && alike.length > 0 && (
          <p className="kc-share-way">
            <Button size="s" icon="copy" onClick={onShare}>
              {t('share.button', { count: alike.length })}
            </Button>
          </p>
        )}
      </Card>
      <Card title={t('clashes')}>
        {clashes.length === 0 ? (
          <FactMark kind="ok">{t('no_clashes')}</FactMark>
        ) : (
          <ul className="col g2">
            {clashes.map((clash, index) => (
              <li key={index}>
                <FactMark kind={clash.blocks ? 'bad' : 'warn'}>{sentence(clash, table)}</FactMark>
              </li>
            ))}
            <li>
              <Link to={`/s/school/rooms/timetable/${table.exam.id}`}>{t('solve')}</Link>
            </li>
          </ul>
        )}
      </Card>
    </div>
  )
}
