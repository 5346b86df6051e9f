import { useTranslation } from 'react-i18next'
import type { IconName } from '@/ui/Icon'
import { Chip, type ChipKind } from '@/ui/StageChip'

export const TICKET_STATES = ['open', 'answered', 'closed'] as const
export const TICKET_KINDS = ['doubt', 'help'] as const
const LOOKS: Record<(typeof TICKET_STATES)[number], readonly [IconName, ChipKind]> = {
  open: ['help', 'amber'],
  answered: ['check', 'green'],
  closed: ['box', 'plain'],
}

export function TicketStateChip({ state }: { state: string }) {
  const { t } = useTranslation('school/tickets')
  const known = state as (typeof TICKET_STATES)[number]
  const [icon, kind] = LOOKS[known]
  return (
    <Chip icon={icon} kind={kind}>
      {t(`state.${known}`)}
    </Chip>
  )
}

export function TicketKind({ kind }: { kind: string }) {
  const { t } = useTranslation('school/tickets')
  if (kind !== 'help') return <span className="nowrap">{t('kind.doubt')}</span>
  return (
    <Chip icon="hand" kind="amber">
      {t('kind.help')}
    </Chip>
  )
}
