/* One format for every time and number on screen. Exams run on Beijing time, wherever the reader sits. */
const ZONE = 'Asia/Shanghai'
type Moment = string | number | Date

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function split(moment: Moment): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]))
}

/** `14:05` */
export function formatTime(moment: Moment): string {
  const { hour, minute } = split(moment)
  return `${hour}:${minute}`
}

/** `14:05:09` */
export function formatTimeSeconds(moment: Moment): string {
  return `${formatTime(moment)}:${split(moment).second}`
}

/** `2026-11-22` */
export function formatDate(moment: Moment): string {
  const { year, month, day } = split(moment)
  return `${year}-${month}-${day}`
}

/** `2026-11-22 14:05` */
export function formatDateTime(moment: Moment): string {
  return `${formatDate(moment)} ${formatTime(moment)}`
}

/** `周日`, `Sun` */
export function formatWeekday(moment: Moment, language: string): string {
  return new Intl.DateTimeFormat(language, { timeZone: ZONE, weekday: 'short' }).format(new Date(moment))
}

/** `mm:ss`, from an hour on `h:mm:ss`; never negative. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** `794 206`: short codes in groups of three are read out without mistakes. */
export function formatCode(code: string): string {
  return code.replace(/(\w{3})(?=\w)/g, '$1 ')
}
