import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clash, TimetableEntry } from '@/api/school_shapes'
import { formatTime } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { useClashText } from './words'

/** What is dragged is named by its id alone. */
export const DRAGGED = 'application/x-kaochang-candidate'

interface Props {
  entry: TimetableEntry | undefined
  /** Room and time. */
  label: string
  slot: string
  clashes: readonly Clash[]
  moving: TimetableEntry | undefined
  locked: boolean
  focused: boolean
  onFocus: () => void
  onChoose: () => void
  onPick: (entry: TimetableEntry | null) => void
  onDropHere: (entryId: string) => void
}

export function Cell(props: Props) {
  const { entry, label, slot, clashes, moving, locked, focused, onFocus, onChoose, onPick } = props
  const { t } = useTranslation('school/timetable')
  const sentence = useClashText()
  const [over, setOver] = useState(false)
  const worst = clashes[0]
  const own = entry !== undefined && entry.id === moving?.id
  const target = over || (moving !== undefined && focused && !own)
  const looks = own ? 'mv' : target ? 'drop' : !entry ? 'free' : !worst ? '' : worst.blocks ? 'clash' : 'look'

  function onDrop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const id = event.dataTransfer.getData(DRAGGED)
    if (id && !locked) props.onDropHere(id)
  }

  const night = own ? undefined : worst?.kind === 'night' ? worst : undefined
  // What is read out holds what is seen.
  const seen = !entry
    ? t(target ? 'drop_at' : 'free', { time: formatTime(slot) })
    : [
        entry.name,
        own ? t('moving') : entry.candidate_number,
        target ? t('swap') : night && t('local', { time: night.other }),
      ]
        .filter(Boolean)
        .join(' ')
  const spoken = [label, seen, ...clashes.map((clash) => sentence(clash))]
  return (
    <button
      type="button"
      tabIndex={focused ? 0 : -1}
      className={`kc-slot ${looks}`}
      aria-label={spoken.join(' · ')}
      aria-pressed={entry ? own : undefined}
      title={clashes.length > 0 ? clashes.map((clash) => sentence(clash)).join('\n') : undefined}
      draggable={entry !== undefined && !locked}
      onFocus={onFocus}
      onClick={onChoose}
      onDragStart={(event) => {
        if (!entry) return
        event.dataTransfer.setData(DRAGGED, entry.id)
        event.dataTransfer.effectAllowed = 'move'
        onPick(entry)
      }}
      onDragEnd={() => onPick(null)}
      onDragOver={(event) => {
        if (locked || !event.dataTransfer.types.includes(DRAGGED)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {target && !entry ? (
        seen
      ) : entry ? (
        <>
          <span className="ell med">{entry.name}</span>
          <span className="kc-slot-no ell">{own ? t('moving') : entry.candidate_number}</span>
          <Signs entry={entry} worst={own ? undefined : worst} swaps={target} locked={locked} />
        </>
      ) : (
        <>
          <Icon name="plus" size={14} />
          {seen}
        </>
      )}
    </button>
  )
}

interface SignsProps {
  entry: TimetableEntry
  worst: Clash | undefined
  swaps: boolean
  locked: boolean
}

function Signs({ entry, worst, swaps, locked }: SignsProps) {
  const { t } = useTranslation(['school/timetable', 'states'])
  if (swaps) return <span className="push t12 nowrap">{t('swap')}</span>
  return (
    <span className="push row kc-slot-signs">
      {worst?.kind === 'night' && <span className="t12 nowrap">{t('local', { time: worst.other })}</span>}
      {worst && (
        <Icon name={worst.blocks ? 'refused' : worst.kind === 'night' ? 'clock' : 'alert'} size={16} />
      )}
      {locked && entry.queue_state && <Icon name="lock" size={14} />}
    </span>
  )
}
