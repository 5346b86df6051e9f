import { useTranslation } from 'react-i18next'
import type { StaffRow } from '@/api/school_shapes'
import { FactMark } from '@/ui/FactMark'

export const RELATION_STATES = ['silent', 'none', 'some', 'conflict'] as const
const LOOKS = { silent: 'idle', none: 'ok', some: 'warn', conflict: 'bad' } as const

/** What is known of somebody's relations to candidates. */
export function RelationFact({
  person,
}: {
  person: Pick<StaffRow, 'relation_state' | 'relation_count' | 'stated_at'>
}) {
  const { t } = useTranslation('school/staff')
  const state = person.relation_state as keyof typeof LOOKS
  const known = t(`relation.${state}`, { count: person.relation_count })
  const own = state === 'silent' || person.stated_at
  return <FactMark kind={LOOKS[state]}>{own ? known : t('not_stated', { known })}</FactMark>
}
