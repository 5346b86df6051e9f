import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from './Icon'

export type ChipKind = 'plain' | 'line' | 'act' | 'accent' | 'solid' | 'amber' | 'red' | 'green' | 'plum'

export function Chip({
  icon,
  kind = 'plain',
  children,
}: {
  icon?: IconName
  kind?: ChipKind
  children: ReactNode
}) {
  return (
    <span className={`kc-chip ${kind}`}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </span>
  )
}

const STAGES = {
  not_logged_in: ['user', 'line'],
  preparing: ['list', 'line'],
  waiting: ['clock', 'plain'],
  talking: ['mic', 'accent'],
  cleared: ['done', 'green'],
  invited: ['bell', 'accent'],
  admitted: ['play', 'solid'],
  away: ['leave', 'amber'],
  help: ['hand', 'amber'],
  interrupted: ['wifiOff', 'red'],
  deferred: ['retry', 'amber'],
  absent: ['refused', 'red'],
  finished: ['check', 'green'],
} as const satisfies Record<string, readonly [IconName, ChipKind]>

export type Stage = keyof typeof STAGES

/** State = colour + word + icon, never less. */
export function StageChip({ stage }: { stage: Stage }) {
  const { t } = useTranslation('states')
  const [icon, kind] = STAGES[stage]
  return (
    <Chip icon={icon} kind={kind}>
      {t(`stage.${stage}`)}
    </Chip>
  )
}
