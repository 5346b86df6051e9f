import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clash, Timetable, TimetableEntry, TimetableRoom } from '@/api/school_shapes'
import { Icon } from '@/ui/Icon'
import { useNames } from '@/ui/names'
import { Cell } from './Cell'
import { clashesAt, clashesOf, isFixed, isSame, rowsOf, slotTextOf, spotOf, step, type Spot } from './grid'
import { useClashText } from './words'
import './timetable.css'

interface Props {
  table: Timetable
  /** Who is on the way to another slot. */
  moving: TimetableEntry | undefined
  /** Nothing moves any more. */
  locked: boolean
  onPick: (entry: TimetableEntry | null) => void
  onDrop: (entry: TimetableEntry, to: Spot) => void
  onStaff: (room: TimetableRoom) => void
  /** A free slot, chosen while nobody moves. */
  onFree: (spot: Spot) => void
}

/** Rooms beside each other, slots below each other; one cell has the focus, and the arrow keys lead through. */
export function Grid({ table, moving, locked, onPick, onDrop, onStaff, onFree }: Props) {
  const { t } = useTranslation(['school/timetable', 'common'])
  const nameOf = useNames()
  const rows = rowsOf(table)
  const slotText = slotTextOf(table)
  const clashes = clashesOf(table.clashes)
  const [at, setAt] = useState<[row: number, column: number]>([0, 0])
  const grid = useRef<HTMLDivElement>(null)
  const wanted = useRef(false)
  const last = rows.length - 1
  const row = Math.min(at[0], Math.max(0, last))
  const column = Math.min(at[1], Math.max(0, table.rooms.length - 1))

  useEffect(() => {
    if (!wanted.current) return
    wanted.current = false
    grid.current?.querySelector<HTMLElement>('[role="gridcell"] [tabindex="0"]')?.focus()
  }, [row, column])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && moving) {
      event.preventDefault()
      return onPick(null)
    }
    const next = step([row, column], event.key, rows.length, table.rooms.length)
    if (!next || !(event.target instanceof HTMLElement) || !event.target.closest('[role="gridcell"]')) return
    event.preventDefault()
    wanted.current = true
    setAt(next)
  }

  function choose(spot: Spot, entry: TimetableEntry | undefined) {
    if (locked) return
    if (moving) {
      if (isSame(spotOf(moving), spot)) onPick(null)
      else onDrop(moving, spot)
    } else if (!entry) onFree(spot)
    else if (!isFixed(entry)) onPick(entry)
  }

  return (
    // The keys belong to the grid as a whole, as its pattern has it.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={grid}
      className="kc-tt"
      role="grid"
      aria-label={t('grid')}
      aria-rowcount={rows.length + 1}
      style={{ gridTemplateColumns: `64px repeat(${table.rooms.length}, minmax(168px, 1fr))` }}
      onKeyDown={onKeyDown}
    >
      <div role="row" className="kc-tt-row">
        <div role="columnheader" className="kc-tt-corner">
          <span className="visually-hidden">{t('time')}</span>
        </div>
        {table.rooms.map((room) => (
          <Head key={room.id} room={room} table={table} onStaff={locked ? undefined : onStaff} />
        ))}
      </div>
      {rows.map(({ slot, cells, regular }, rowIndex) => (
        <div role="row" className="kc-tt-row" key={slot}>
          <div role="rowheader" className={`kc-tt-time ${regular ? '' : 'odd'}`}>
            {slotText(slot)}
          </div>
          {table.rooms.map((room, columnIndex) => {
            const spot = { room_id: room.id, slot_starts_at: slot }
            const here = cells.get(room.id) ?? []
            return (
              <div role="gridcell" className="kc-tt-cell" key={room.id}>
                {(here.length > 0 ? here : [undefined]).map((entry, index) => (
                  <Cell
                    // By its place: whoever drops by the keyboard stays where they are.
                    key={index === 0 ? 'first' : entry?.id}
                    entry={entry}
                    label={`${nameOf(room)} ${slotText(slot)}`}
                    slot={slot}
                    clashes={entry ? (clashes.get(entry.id) ?? NONE) : NONE}
                    moving={moving}
                    locked={locked || (entry !== undefined && isFixed(entry))}
                    focused={index === 0 && rowIndex === row && columnIndex === column}
                    onFocus={() => setAt([rowIndex, columnIndex])}
                    onChoose={() => choose(spot, entry)}
                    onPick={onPick}
                    onDropHere={(id) => {
                      const dropped = table.entries.find((one) => one.id === id)
                      if (dropped) onDrop(dropped, spot)
                    }}
                  />
                ))}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}

const NONE: Clash[] = []

interface HeadProps {
  room: TimetableRoom
  table: Timetable
  onStaff: ((room: TimetableRoom) => void) | undefined
}

/** Who works here, who of them is elsewhere at the same time, and how full it is. */
function Head({ room, table, onStaff }: HeadProps) {
  const { t, i18n } = useTranslation(['school/timetable', 'common'])
  const sentence = useClashText()
  const name = (i18n.language === 'en' && room.name_en) || room.name
  const count = table.entries.filter((entry) => entry.room_id === room.id && entry.slot_starts_at).length
  const of = (role: string) => room.duties.filter((duty) => duty.role === role).map((duty) => duty.name)
  const chiefs = of('chief_examiner')
  const examiners = of('examiner')
  const clashes = clashesAt(table, room.id).filter(({ kind }) => kind === 'staff_twice')
  const [clash] = clashes
  return (
    <div role="columnheader" className="kc-tt-head">
      <div className="row">
        <Link to={`/s/school/rooms/${room.id}`} className="ink med ell">
          {name}
        </Link>
        <span className="t12 dim push nowrap">
          {count} / {table.slots.length}
        </span>
      </div>
      <div className="row t12">
        <span className="ell grow">
          {chiefs.length > 0 ? (
            t('chief', { names: chiefs.join(t('common:list_comma')) })
          ) : (
            <span className="c-red">
              <Icon name="refused" size={14} /> {t('no_chief')}
            </span>
          )}
          {examiners.length > 0 && <span className="dim"> · {examiners.join(t('common:list_comma'))}</span>}
        </span>
        {onStaff && (
          <button
            type="button"
            className="kc-btn text s icon-only"
            aria-label={t('staff_of', { name })}
            title={t('staff_of', { name })}
            onClick={() => onStaff(room)}
          >
            <Icon name="users" size={16} />
          </button>
        )}
      </div>
      {clash && (
        <div className="t12 c-red">
          <Icon name="refused" size={14} /> {sentence(clash, table)}
          {clashes.length > 1 && t('and_more')}
        </div>
      )}
    </div>
  )
}
