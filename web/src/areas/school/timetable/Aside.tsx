import { useTranslation } from 'react-i18next'
import type { Timetable, TimetableEntry } from '@/api/school_shapes'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import { DRAGGED } from './Cell'
import { Tips } from './Tips'

/** More at once nobody looks through; the rest follows as these are placed. */
const SHOWN = 100

interface Props {
  table: Timetable
  unplaced: readonly TimetableEntry[]
  moving: TimetableEntry | undefined
  locked: boolean
  onPick: (entry: TimetableEntry | null) => void
  onMoveTo: (entry: TimetableEntry) => void
}

/** Who has no place yet, and what is worth a look. */
export function Aside({ table, unplaced, moving, locked, onPick, onMoveTo }: Props) {
  const { t } = useTranslation('school/timetable')
  return (
    <aside className="kc-timetable-aside col g4" aria-label={t('aside')}>
      <Card
        title={t('unplaced')}
        aside={unplaced.length > 0 && <b className="kc-count">{unplaced.length}</b>}
      >
        {unplaced.length === 0 ? (
          <p className="t14 dim">{t('unplaced_none')}</p>
        ) : (
          <>
            {!locked && <p className="t12 dim">{t('unplaced_hint')}</p>}
            <ul className="kc-unplaced">
              {unplaced.slice(0, SHOWN).map((entry) => (
                <li key={entry.id}>
                  <button
                    type="button"
                    draggable={!locked}
                    disabled={locked}
                    aria-pressed={moving?.id === entry.id}
                    onClick={() => onPick(moving?.id === entry.id ? null : entry)}
                    onDragStart={(event) => {
                      event.dataTransfer.setData(DRAGGED, entry.id)
                      event.dataTransfer.effectAllowed = 'move'
                      onPick(entry)
                    }}
                    onDragEnd={() => onPick(null)}
                  >
                    <Icon name="drag" size={16} />
                    <span className="grow">
                      <span className="med">{entry.name}</span>{' '}
                      <span className="t12 dim">{entry.candidate_number}</span>
                      <Note entry={entry} />
                    </span>
                  </button>
                  {moving?.id === entry.id && (
                    <Button size="s" kind="text" onClick={() => onMoveTo(entry)}>
                      {t('move_elsewhere')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {unplaced.length > SHOWN && (
              <p className="t12 dim">{t('unplaced_more', { count: unplaced.length - SHOWN })}</p>
            )}
          </>
        )}
      </Card>
      <Tips table={table} />
    </aside>
  )
}

function Note({ entry }: { entry: TimetableEntry }) {
  const { t } = useTranslation('school/timetable')
  const notes = []
  if (entry.room_id) notes.push(t('note.room_only'))
  if (entry.extra_time_percent > 0) notes.push(t('note.extra', { percent: entry.extra_time_percent }))
  if (entry.time_zone) notes.push(entry.time_zone)
  if (entry.remark) notes.push(entry.remark)
  return notes.length > 0 ? <span className="block t12 dim">{notes.join(' · ')}</span> : null
}
