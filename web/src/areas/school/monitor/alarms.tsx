import type { ReactNode } from 'react'
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
export const toneOf = (alarm: Alarm) => LOOKS[alarm.kind][1]

/** All of one kind in a room: the one that lasts longest, and how many. */
export function AlarmGroup({ alarms }: { alarms: readonly Alarm[] }) {
  const { t } = useTranslation('school/monitor')
  const [first, ...others] = alarms
  if (!first) return null
  return (
    <AlarmLine alarm={first}>
      {others.length > 0 && <span className="nowrap">{t('in_all', { count: alarms.length })}</span>}
    </AlarmLine>
  )
}

/** What it is, whom it is about, and for how long. */
export function AlarmLine({ alarm, children }: { alarm: Alarm; children?: ReactNode }) {
  const { t } = useTranslation('school/monitor')
  const now = useServerNow()
  const [icon, tone] = LOOKS[alarm.kind]
  return (
    <span className={`row kc-alarm c-${tone}`}>
      <Icon name={icon} size={16} />
      <span>{t(`alarm.${alarm.kind}`, { name: alarm.name })}</span>
      {children}
      <span className="num">{formatClock(now - Date.parse(alarm.since))}</span>
    </span>
  )
}
