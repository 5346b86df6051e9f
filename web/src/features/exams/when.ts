import { useTranslation } from 'react-i18next'
import { formatDate, formatTime, formatWeekday } from '@/ui/format'

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
