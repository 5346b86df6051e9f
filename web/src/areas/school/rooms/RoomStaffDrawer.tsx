import { Form } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomRole, Timetable, TimetableRoom } from '@/api/school_shapes'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { ManySelect } from '@/staff_ui/ManySelect'
import { useRefusalText } from '../changed'
import { SCHOOL } from '../me'
import { useSnapshot } from '../snapshot'
import { needsReason, ROLES } from './marks'
import { staffRoom, usePool } from './reads'
import { ReasonField } from './RoomFields'
import { useNames } from './useNames'
import './rooms.css'

type Values = Partial<Record<RoomRole, string[]>> & { reason?: string }

interface Props {
  exam: Pick<Timetable['exam'], 'state' | 'college_id'>
  room: Pick<TimetableRoom, 'id' | 'version' | 'name' | 'name_en' | 'duties'>
  onClose: () => void
}

const valuesOf = ({ duties }: Props['room']): Values =>
  Object.fromEntries(
    ROLES.map((role) => [role, duties.filter((duty) => duty.role === role).map((duty) => duty.person_id)]),
  )

/** All who work in the room, by role; saved as a whole, so that one follows another in one step. */
export function RoomStaffDrawer({ exam, room, onClose }: Props) {
  const { t } = useTranslation(['school/rooms', 'states'])
  const cache = useQueryClient()
  const nameOf = useNames()
  const [q, setQ] = useState('')
  const { taken, ...filled } = useSnapshot(room, valuesOf)
  const refusalText = useRefusalText()
  const found = usePool(exam.college_id, q).data?.items ?? []
  const people = new Map(taken.duties.map((duty) => [duty.person_id, duty.name]))
  for (const person of found) people.set(person.id, person.name)
  const options = [...people].map(([value, label]) => ({ value, label }))
  return (
    <FormDrawer<Values>
      title={t('staff_of', { name: nameOf(taken) })}
      {...filled}
      onSave={async (values) => {
        const duties = ROLES.flatMap((role) => (values[role] ?? []).map((person_id) => ({ person_id, role })))
        await staffRoom(taken.id, taken.version, duties, values.reason ?? '')
        await cache.invalidateQueries({ queryKey: SCHOOL })
      }}
      refusalText={refusalText}
      onClose={onClose}
    >
      <p className="t14 dim kc-form-lead">{t('staff_text')}</p>
      {ROLES.map((role) => (
        <Form.Item key={role} name={role} label={t(`states:role.${role}`)}>
          <ManySelect
            options={options}
            showSearch={{ optionFilterProp: 'label', onSearch: setQ }}
            notFoundContent={t('staff_none')}
          />
        </Form.Item>
      ))}
      {needsReason(exam.state) && <ReasonField />}
    </FormDrawer>
  )
}
