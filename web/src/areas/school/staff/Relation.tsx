import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StaffDetail, StaffRelation } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { formatDate, formatTime } from '@/ui/format'
import { Chip } from '@/ui/StageChip'
import { removeRelation } from './reads'

/** To whom, in what way, who said so, and where the two would meet. */
export function Relation({ relation, person }: { relation: StaffRelation; person: StaffDetail }) {
  const { t, i18n } = useTranslation('school/staff')
  const english = i18n.language === 'en'
  const [asking, setAsking] = useState(false)
  const [remove] = useAct(async (reason: string) => {
    await removeRelation(relation.id, reason)
    return true
  })
  const meets = relation.places.filter((place) => place.meets)
  const number = relation.places[0]?.candidate_number
  return (
    <div className={`kc-relation ${meets.length > 0 ? 'bad' : ''}`}>
      <div className="row">
        <span className="ink med">{relation.candidate_name}</span>
        <span className="t12 dim">{number}</span>
        {meets.length > 0 && (
          <span className="push">
            <Chip icon="refused" kind="red">
              {t('conflict')}
            </Chip>
          </span>
        )}
      </div>
      <p className="t12 dim">
        {t(`kind.${relation.kind}`)}
        {relation.note && ` · ${relation.note}`} · {t(`source.${relation.source}`)}{' '}
        {formatDate(relation.created_at).slice(5)}
      </p>
      {meets.map((place) => (
        <div key={place.exam_id}>
          <p className="t12 c-red">
            {t('meets', {
              time: place.slot_starts_at
                ? `${formatDate(place.slot_starts_at).slice(5)} ${formatTime(place.slot_starts_at)}`
                : '',
              room: (english && place.room_name_en) || place.room_name,
            })}
          </p>
          <Link className="kc-btn plain s" to={`/s/school/rooms/timetable/${place.exam_id}`}>
            {t('solve')}
          </Link>
        </div>
      ))}
      <div>
        <Button kind="text" size="s" onClick={() => setAsking(true)}>
          {t('remove')}
        </Button>
      </div>
      {asking && (
        <Ask
          danger
          title={t('remove_title', { person: person.name, candidate: relation.candidate_name })}
          act={t('remove_act')}
          write="reason"
          onClose={() => setAsking(false)}
          onAct={remove}
        >
          {t('remove_text')}
        </Ask>
      )}
    </div>
  )
}
