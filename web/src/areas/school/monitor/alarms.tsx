import { useTranslation } from 'react-i18next'
import type { MonitorRoom } from '@/api/school_shapes'
import { formatClock } from '@/ui/format'
import { Icon, type IconName } from '@/ui/Icon'
import { useServerNow } from '@/ui/server_now'

export type Alarm = MonitorRoom['alarms'][number]

/** Red is for what is lost; everything else asks to be looked at. */
const LOOKS: Record<Alarm['kind'], [IconName, 'red' | 'amber']> = {
  interview_lost: ['wifiOff', 'red'],
  connection_lost: ['wifiOff', 'red'],
  second_camera_lost: ['phone', 'red'],
  no_chief: ['user', 'red'],
  help: ['hand', 'amber'],
  no_officer: ['user', 'amber'],
  overtime: ['clock', 'amber'],
  waiting_long: ['clock', 'amber'],
}
export const KINDS = Object.keys(LOOKS) as Alarm['kind'][]
export const toneOf = (alarm: Alarm) => LOOKS[alarm.kind][1]

/** What it is, whom it is about (so many of them by name), and since the first of them, for how long. */
export function AlarmLine({ alarm, named }: { alarm: Alarm; named: number }) {
  const { t } = useTranslation(['school/monitor', 'common'])
  const now = useServerNow()
  const [icon, tone] = LOOKS[alarm.kind]
  const { count } = alarm
  const shown = alarm.names.slice(0, named)
  const names = shown.join(t('common:list_comma'))
  return (
    <span className={`row kc-alarm c-${tone}`}>
      <Icon name={icon} size={16} />
      <span>
        {t(`alarm.${alarm.kind}`, {
          count,
          names: count > shown.length ? t('people_more', { names, count }) : names,
        })}
      </span>
      <span className="num">{formatClock(now - Date.parse(alarm.since))}</span>
    </span>
  )
}
