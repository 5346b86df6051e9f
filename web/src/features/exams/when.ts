import { useTranslation } from 'react-i18next'
import { formatDate, formatTime, formatWeekday } from '@/ui/format'
import { useOfNow } from '@/ui/server_now'

interface Times {
  starts_at: string
  ends_at: string
  slot_starts_at: string | null
}

/** When this candidate has to be there: in an exam over several days on the day of their slot. */
export function useWhen({ starts_at, ends_at, slot_starts_at }: Times) {
  const { language } = useTranslation().i18n
  const day = (moment: string) => `${formatDate(moment)} ${formatWeekday(moment, language)}`
  const manyDays = formatDate(starts_at) !== formatDate(ends_at)
  if (manyDays && slot_starts_at) return { day: day(slot_starts_at), hours: '', begins: slot_starts_at }
  const last = manyDays ? ` – ${day(ends_at)} ` : '–'
  return {
    day: day(starts_at),
    hours: `${formatTime(starts_at)}${last}${formatTime(ends_at)}`,
    begins: starts_at,
  }
}

/**
 * When their turn is planned: of a time that has passed nothing is expected any more. `zone` stands behind it.
 * Nobody calls who is still `preparing`.
 */
export function useTurn(slot: string | null, zone: string, preparing: boolean) {
  const { t } = useTranslation('candidate')
  const passed = useOfNow((now) => (slot !== null && Date.parse(slot) < now ? 1 : 0))
  if (slot === null) return t('exams.in_order')
  const missed = preparing ? 'exams.slot_passed_preparing' : 'exams.slot_passed'
  return t(passed ? missed : 'exams.slot', { time: formatTime(slot) + zone })
}
