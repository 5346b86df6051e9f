import { useTranslation } from 'react-i18next'
import type { IconName } from '@/ui/Icon'
import { Chip, type ChipKind } from '@/ui/StageChip'

export const ROOM_STATES = ['planned', 'ready', 'examining', 'closed', 'archived'] as const
export type RoomState = (typeof ROOM_STATES)[number]
const LOOKS: Record<RoomState, readonly [IconName, ChipKind]> = {
  planned: ['clock', 'line'],
  ready: ['done', 'green'],
  examining: ['play', 'accent'],
  closed: ['check', 'plain'],
  archived: ['box', 'plain'],
}

export function RoomStateChip({ state }: { state: string }) {
  const { t } = useTranslation('school/rooms')
  const known = state as RoomState
  const [icon, kind] = LOOKS[known]
  return (
    <Chip icon={icon} kind={kind}>
      {t(`state.${known}`)}
    </Chip>
  )
}

/** In the order in which they sit. */
export const ROLES = ['chief_examiner', 'examiner', 'secretary', 'waiting_room_officer', 'inspector'] as const

export const needsReason = (examState: string) => examState === 'published' || examState === 'open'
export const isOver = (state: string) => state === 'closed' || state === 'archived'
