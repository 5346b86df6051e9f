import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ImportRow, RosterImport } from '@/api/school_shapes'
import { useFill } from '@/staff_ui/form/fill'
import { FormDrawer } from '@/staff_ui/form/FormDrawer'
import { RowDrawer } from '@/staff_ui/list/RowDrawer'
import { Button } from '@/ui/Button'
import { ErrorState } from '@/ui/PageState'
import { COLUMNS, type RosterColumn } from './marks'
import { mendRow, useReadAgain, useWholeRow } from './reads'

type Values = Partial<Record<RosterColumn, string>>

/** One row of the file, its wrong cells first; all rows are then checked against each other again. */
export function MendDrawer({
  made,
  number,
  onClose,
}: {
  made: RosterImport
  number: number
  onClose: () => void
}) {
  const { data: row, error, refetch } = useWholeRow(made.id, number)
  const { t } = useTranslation('school/imports')
  // Read in a moment; a drawer that is still empty would only flicker.
  if (!row && !error) return null
  if (!row) {
    return (
      <RowDrawer open title={t('mend_title', { row: number, name: '' })} onClose={onClose}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </RowDrawer>
    )
  }
  return (
    <Fields
      made={made}
      row={row}
      onReload={async () => valuesOf((await refetch({ throwOnError: true })).data!)}
      onClose={onClose}
    />
  )
}

const valuesOf = ({ cells }: ImportRow): Values =>
  Object.fromEntries(COLUMNS.map((key) => [key, cells[key] ?? '']))

interface Props {
  made: RosterImport
  row: ImportRow
  onClose: () => void
  onReload: () => Promise<Values>
}

function Fields({ made, row, onClose, onReload }: Props) {
  const { t, i18n } = useTranslation('school/imports')
  const english = i18n.language === 'en'
  const readAgain = useReadAgain()
  const initial = valuesOf(row)
  const of = (key: RosterColumn) => row.findings.filter(({ column }) => column === key)
  const wrong = COLUMNS.filter((key) => of(key).length > 0)
  const others = COLUMNS.filter((key) => of(key).length === 0)

  const item = (key: RosterColumn) => {
    const findings = of(key)
    const suggestion = findings.map(({ params }) => params['suggestion']).find(Boolean)
    return (
      <Form.Item
        key={key}
        name={key}
        label={t(`column.${key}`)}
        validateStatus={
          findings.length === 0 ? undefined : findings.every(({ confirm }) => confirm) ? 'warning' : 'error'
        }
        help={
          findings.length === 0 ? undefined : (
            <span className="col">
              {findings.map(({ code, sentence }) => (
                <span key={code}>{english ? sentence.en : sentence.zh}</span>
              ))}
              {suggestion !== undefined && <Suggestion column={key} text={String(suggestion)} />}
            </span>
          )
        }
      >
        <Input maxLength={500} />
      </Form.Item>
    )
  }
  return (
    <FormDrawer<Values>
      title={t('mend_title', { row: row.number, name: row.cells['name'] ?? '' })}
      initial={initial}
      act={t('mend_save')}
      onReload={onReload}
      onClose={onClose}
      onSave={async (values) => {
        const changed = Object.entries(values).filter(([key, text]) => text !== initial[key as RosterColumn])
        await mendRow(made.id, row.number, {
          version: row.version,
          values: Object.fromEntries(changed.map(([key, text]) => [key, text ?? ''])),
        })
        await readAgain()
      }}
    >
      {wrong.map(item)}
      {wrong.length > 0 && <h3 className="kc-import-others">{t('other_columns')}</h3>}
      {others.map(item)}
    </FormDrawer>
  )
}

function Suggestion({ column, text }: { column: RosterColumn; text: string }) {
  const { t } = useTranslation('school/imports')
  const fill = useFill()
  return (
    <span>
      <Button size="s" kind="text" onClick={() => fill(column, text)}>
        {t('use', { text })}
      </Button>
    </span>
  )
}
