import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { StaffDetail, StaffRow } from '@/api/school_shapes'
import { RowDrawer } from '@/staff_ui/list/RowDrawer'
import { Button } from '@/ui/Button'
import { formatDate, formatDateTime } from '@/ui/format'
import { PageState } from '@/ui/PageState'
import { ExamStateChip } from '../exams/marks'
import { RelationFact } from './marks'
import { Relation } from './Relation'
import { useStaffMember } from './reads'
import './staff.css'

interface Props {
  person: StaffRow | undefined
  onRelate: (person: StaffRow) => void
  onClose: () => void
}

/** One person beside the list: relations, rooms, contact. */
export function StaffDrawer({ person, onRelate, onClose }: Props) {
  const { t } = useTranslation('school/staff')
  return (
    <RowDrawer
      open={person !== undefined}
      title={person?.name}
      onClose={onClose}
      foot={
        person && (
          <Button block icon="plus" onClick={() => onRelate(person)}>
            {t('add_relation')}
          </Button>
        )
      }
    >
      {person && <Facts key={person.id} id={person.id} />}
    </RowDrawer>
  )
}

function Facts({ id }: { id: string }) {
  const query = useStaffMember(id)
  return <PageState query={query}>{(person) => <Known person={person} />}</PageState>
}

function Known({ person }: { person: StaffDetail }) {
  const { t, i18n } = useTranslation(['school/staff', 'states'])
  const english = i18n.language === 'en'
  return (
    <div className="kc-person col g4">
      <section>
        <div className="row between">
          <h4>{t('relations')}</h4>
          {person.stated_at && (
            <span className="t12 dim">{t('stated', { at: formatDateTime(person.stated_at).slice(5) })}</span>
          )}
        </div>
        {person.relations.length === 0 && <RelationFact person={person} />}
        {person.relations.map((relation) => (
          <Relation key={relation.id} relation={relation} person={person} />
        ))}
      </section>
      <section>
        <h4>{t('col.duties')}</h4>
        {person.duties.length === 0 && <p className="t14 dim">{t('no_duties')}</p>}
        {person.duties.map((duty) => (
          <div className="row between" key={`${duty.room_id} ${duty.role}`}>
            <span>
              {formatDate(duty.starts_at).slice(5)}{' '}
              <Link to={`/s/school/rooms/${duty.room_id}`}>
                {(english && duty.room_name_en) || duty.room_name}
              </Link>{' '}
              <span className="t12 dim">{t(`states:role.${duty.role as 'examiner'}`)}</span>
            </span>
            <ExamStateChip state={duty.exam_state} />
          </div>
        ))}
      </section>
      <section>
        <h4>{t('contact')}</h4>
        <p className="t14">{[person.phone, person.email].filter(Boolean).join(' · ') || t('no_contact')}</p>
      </section>
    </div>
  )
}
