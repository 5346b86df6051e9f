import { useTranslation } from 'react-i18next'
import type { ImportRow, RosterImport } from '@/api/school_shapes'
import { formatDateTime } from '@/ui/format'
import type { IconName } from '@/ui/Icon'
import { Chip, type ChipKind } from '@/ui/StageChip'

export const OUTCOMES = ['new', 'update', 'unchanged', 'confirm', 'error'] as const
export type Outcome = (typeof OUTCOMES)[number]
export const LOOKS: Record<Outcome, readonly [IconName, ChipKind]> = {
  new: ['plus', 'accent'],
  update: ['pen', 'plain'],
  unchanged: ['check', 'line'],
  confirm: ['alert', 'amber'],
  error: ['refused', 'red'],
}

/** As the file has them. */
export const COLUMNS = [
  'candidate_number',
  'name',
  'phone',
  'identity_number',
  'college',
  'major',
  'room',
  'order_number',
  'slot_starts_at',
  'language',
  'time_zone',
  'extra_time_percent',
  'remark',
] as const
export type RosterColumn = (typeof COLUMNS)[number]

const BUSY = ['reading', 'writing', 'rolling_back'] as const
export type Busy = (typeof BUSY)[number]
/** A worker has it. */
export const isBusy = ({ state }: RosterImport) => (BUSY as readonly string[]).includes(state)
/** Its dry run can be looked at, and is being read again after a mended row. */
export const isOpen = ({ state, total }: RosterImport) =>
  state === 'checked' || (state === 'reading' && total > 0)

export const countOf = (one: RosterImport, outcome: Outcome) => one.counts[outcome] ?? 0
/** What could be written now. */
export const goodOf = (one: RosterImport) => countOf(one, 'new') + countOf(one, 'update')
/** What keeps the whole from being written. */
export const badOf = (one: RosterImport) => countOf(one, 'error') + countOf(one, 'confirm')

export function OutcomeChip({ outcome }: { outcome: string }) {
  const { t } = useTranslation('school/imports')
  const known = outcome as Outcome
  const [icon, kind] = LOOKS[known]
  return (
    <Chip icon={icon} kind={kind}>
      {t(`outcome.${known}`)}
    </Chip>
  )
}

/** A cell of the file; marked where something is wrong with it. */
export function Cell({ row, column }: { row: ImportRow; column: RosterColumn }) {
  const text = row.cells[column] ?? ''
  const wrong = row.findings.some((finding) => finding.column === column)
  return (
    <span className={`kc-import-cell ${wrong ? 'kc-import-wrong' : ''}`} title={text}>
      {text || (wrong && '—')}
    </span>
  )
}

/** Why it cannot be taken, or what would change. */
export function Why({ row }: { row: ImportRow }) {
  const { t, i18n } = useTranslation('school/imports')
  const english = i18n.language === 'en'
  const shown = (field: string, value: unknown) =>
    value === null || value === '' || value === undefined
      ? t('nothing')
      : field === 'slot_starts_at'
        ? formatDateTime(String(value))
        : String(value)
  const lines = [
    ...row.reasons.map(({ zh, en }) => (english ? en : zh)),
    ...row.changes
      .filter(({ before, after }) => before !== after)
      .map(({ field, before, after }) =>
        t('change', {
          column: t(`column.${field as RosterColumn}`),
          before: shown(field, before),
          after: shown(field, after),
        }),
      ),
  ]
  return (
    <span className={`kc-import-why ${row.outcome}`}>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  )
}
