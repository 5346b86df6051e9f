import { useTranslation } from 'react-i18next'
import type { ImportRow } from '@/api/school_shapes'
import type { ListColumn } from '@/staff_ui/list/columns'
import { Button } from '@/ui/Button'
import { Cell, COLUMNS, OutcomeChip, Why, type RosterColumn } from './marks'

interface Acts {
  onMend: (row: ImportRow) => void
  onConfirm: (row: ImportRow) => void
  busy: boolean
}

const SHOWN: readonly RosterColumn[] = ['name', 'candidate_number', 'phone', 'room']
/** The name first: it stands for the person. */
const IN_ORDER = ['name', ...COLUMNS.filter((column) => column !== 'name')] as const

export function useImportColumns({ onMend, onConfirm, busy }: Acts): ListColumn<ImportRow>[] {
  const { t } = useTranslation('school/imports')
  return [
    {
      key: 'number',
      title: t('row'),
      width: 56,
      align: 'right',
      sort: 'number',
      fixed: true,
      render: (row) => row.number,
      file: ['number'],
    },
    {
      key: 'outcome',
      title: t('result'),
      sort: 'outcome',
      render: (row) => <OutcomeChip outcome={row.outcome} />,
      file: ['outcome'],
    },
    ...IN_ORDER.map((column) => ({
      key: column,
      title: t(`column.${column}`),
      sort: column,
      hidden: !SHOWN.includes(column),
      render: (row: ImportRow) => <Cell row={row} column={column} />,
      file: [column],
    })),
    { key: 'why', title: t('why'), sort: 'reason', render: (row) => <Why row={row} />, file: ['why'] },
    {
      key: 'act',
      title: t('act'),
      pinned: true,
      file: [],
      render: (row) =>
        row.outcome === 'error' || row.outcome === 'confirm' ? (
          <span className="row">
            <Button size="s" icon="pen" onClick={() => onMend(row)}>
              {t('mend')}
            </Button>
            {row.outcome === 'confirm' && (
              <Button size="s" busy={busy} onClick={() => onConfirm(row)}>
                {t('confirm')}
              </Button>
            )}
          </span>
        ) : null,
    },
  ]
}
