import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exam } from '@/api/school_shapes'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import { EmptyState } from '@/ui/PageState'
import { NewRoomDrawer } from '../rooms/NewRoomDrawer'
import { useNames } from '../rooms/useNames'
import { isOver } from './reads'

/** The exam's rooms, each with its page, and the way to the timetable of all of them. */
export function RoomsTab({ exam }: { exam: Exam }) {
  const { t } = useTranslation('school/exam')
  const nameOf = useNames()
  const [making, setMaking] = useState(false)
  const add = !isOver(exam) && (
    <Button size="s" icon="plus" onClick={() => setMaking(true)}>
      {t('room.new')}
    </Button>
  )
  return (
    <Card
      bare
      title={t('part.rooms')}
      aside={
        exam.rooms.length > 0 && (
          <>
            {add}
            <Link to={`/s/school/rooms/timetable/${exam.id}`} className="kc-btn s">
              <Icon name="grid" size={16} />
              {t('room.timetable')}
            </Link>
          </>
        )
      }
    >
      {exam.rooms.length === 0 ? (
        <EmptyState icon="seat" title={t('room.none_title')} actions={add}>
          {t('room.none_text')}
        </EmptyState>
      ) : (
        <ul className="kc-exam-rows">
          {exam.rooms.map((room) => (
            <li key={room.id}>
              <Link to={`/s/school/rooms/${room.id}`} className="grow med">
                {nameOf(room)}
              </Link>
              <span className="dim">
                {t('candidates_count', { count: room.candidate_count })} ·{' '}
                {t('staff_count', { count: room.staff_count })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {making && <NewRoomDrawer of={exam} onClose={() => setMaking(false)} />}
    </Card>
  )
}
