import { useTranslation } from 'react-i18next'
import type { Clash, Timetable } from '@/api/school_shapes'
import { Card } from '@/ui/Card'
import { FactMark } from '@/ui/FactMark'
import { formatTime } from '@/ui/format'
import { useClashText } from './words'

/** What is checked at every change; where there is nothing, that is said too. */
const CHECKED = ['relation', 'staff_twice', 'candidate_twice'] as const
const ONLY_FOUND = ['slot_overlap', 'outside_window', 'other_major', 'night', 'no_gap'] as const

export function Tips({ table }: { table: Timetable }) {
  const { t } = useTranslation('school/timetable')
  const sentence = useClashText()
  const of = (kind: string) => table.clashes.filter((clash) => clash.kind === kind)
  const kinds = [...CHECKED, ...ONLY_FOUND].filter(
    (kind) => of(kind).length > 0 || CHECKED.includes(kind as (typeof CHECKED)[number]),
  )
  kinds.sort((one, other) => of(other).length - of(one).length || 0)
  return (
    <Card title={t('tips')}>
      <ul className="kc-tips">
        {kinds.map((kind) => {
          const found: Clash[] = of(kind)
          const [first] = found
          if (!first)
            return (
              <li key={kind}>
                <FactMark kind="ok">{t(`none.${kind as 'relation'}`)}</FactMark>
              </li>
            )
          return (
            <li key={kind}>
              <FactMark kind={first.blocks ? 'bad' : 'warn'}>
                {t(`count.${kind}`, { count: found.length })}
              </FactMark>
              <span className="t12 dim">
                {sentence(first, table)}
                {found.length > 1 && t('and_more')}
              </span>
            </li>
          )
        })}
        <Capacity table={table} />
      </ul>
      <p className="kc-legend t12 dim" aria-hidden="true">
        {(['clash', 'look', 'mv', 'free'] as const).map((look) => (
          <span key={look}>
            <i className={look} />
            {t(`legend.${look}`)}
          </span>
        ))}
      </p>
    </Card>
  )
}

/** How many fit, and when the fullest room would really be done. */
function Capacity({ table }: { table: Timetable }) {
  const { t } = useTranslation('school/timetable')
  const { exam, experience, rooms, slots, entries } = table
  const fits = rooms.length * slots.length
  const lines = [
    <li key="fits">
      <FactMark kind={fits >= entries.length ? 'ok' : 'warn'}>
        {t('capacity', { count: fits, candidates: entries.length })}
      </FactMark>
    </li>,
  ]
  const end = lastEnd(table)
  if (experience && end) {
    const late = end > new Date(exam.ends_at).getTime()
    lines.push(
      <li key="real">
        <FactMark kind={late ? 'warn' : 'ok'} icon="clock">
          {t('real', { minutes: Math.round(experience.expected_seconds / 60) })}
        </FactMark>
        <span className="t12 dim">
          {t(late ? 'real_late' : 'real_fine', { count: experience.samples, time: formatTime(end) })}
        </span>
      </li>,
    )
  }
  return <>{lines}</>
}

/** When the last room is done if everybody takes as long as others really took: nobody begins before their slot. */
export function lastEnd({ rooms, entries, exam, experience }: Timetable): number | undefined {
  if (!experience) return undefined
  const long = (experience.expected_seconds + exam.interval_seconds) * 1000
  const ends = rooms.map((room) => {
    const starts = entries
      .filter((entry) => entry.room_id === room.id && entry.slot_starts_at)
      .map((entry) => new Date(entry.slot_starts_at as string).getTime())
      .sort((one, other) => one - other)
    return starts.reduce((free, start) => Math.max(free, start) + long, 0) - exam.interval_seconds * 1000
  })
  const last = Math.max(...ends)
  return last > 0 ? last : undefined
}
