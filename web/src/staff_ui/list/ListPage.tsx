import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isRefused } from '@/api/errors'
import { Button } from '@/ui/Button'
import { EmptyState, ErrorState, Loading } from '@/ui/PageState'
import { BulkBar } from './BulkBar'
import type { BulkAct } from './bulk'
import { ColumnPicker } from './ColumnPicker'
import { useColumns, type ListColumn } from './columns'
import { ExportButton } from './ExportButton'
import { FilterBar, type Filter, type Span } from './FilterBar'
import { useSearchKey } from './keys'
import { ListTable } from './ListTable'
import { PageHead } from './PageHead'
import { Pager } from './Pager'
import { StaleStrip } from './StaleStrip'
import { useLastPage, type List } from './useList'
import './list.css'

interface Rows<Row> {
  data: { items: Row[]; total: number } | undefined
  error: unknown
  dataUpdatedAt: number
  refetch: () => unknown
}

interface Props<Row extends { id: string }> {
  /** Under this name the arrangement of the columns is remembered. */
  id: string
  title: string
  crumb?: ReactNode
  lead?: (total: number) => ReactNode
  /** The parts of the page that this list is one of. */
  parts?: ReactNode
  searchHint: string
  list: List
  rows: Rows<Row>
  columns: readonly ListColumn<Row>[]
  filters?: readonly Filter[]
  span?: Span
  /** The address of the Excel file; none: no such button. */
  exportPath?: string
  /** The file holds whole what the page masks. */
  exportsWhole?: boolean
  /** Page head, right; the one filled button last. */
  actions?: ReactNode
  bulk?: readonly BulkAct[]
  onOpen?: (row: Row) => void
  /** Shown while there is nothing at all: what this is for, and the button that fills it. */
  empty: ReactNode
  children?: ReactNode
}

/** A whole list page: head, filters, table, pager, bulk acts, and every state in which it can be. */
export function ListPage<Row extends { id: string }>(props: Props<Row>) {
  const { id, title, crumb, lead, parts, list, rows, columns, exportPath, actions, bulk, children } = props
  const { chosen, choose, shown, arranged } = useColumns(id, columns)
  const searchField = useRef<HTMLInputElement>(null)
  const { set } = list
  const onSearch = useCallback((q: string) => set({ q }), [set])

  useSearchKey(searchField)

  // Nothing of it is for this person: neither what was read before nor what could be done with it.
  if (isRefused(rows.error)) {
    return (
      <>
        <PageHead title={title} crumb={crumb} />
        <section className="kc-card">
          <ErrorState error={rows.error} />
        </section>
      </>
    )
  }
  return (
    <>
      <PageHead
        title={title}
        crumb={crumb}
        lead={rows.data && lead?.(rows.data.total)}
        actions={
          <>
            {exportPath && (
              <ExportButton
                path={exportPath}
                whole={props.exportsWhole}
                asked={list.asked}
                columns={shown.flatMap((column) => column.file)}
              />
            )}
            {actions}
          </>
        }
      />
      {parts}
      <section className="kc-card kc-list" aria-label={title}>
        <FilterBar
          placeholder={props.searchHint}
          q={list.q}
          onSearch={onSearch}
          filters={props.filters ?? []}
          span={props.span}
          values={list.filters}
          onFilter={(filters) => set({ filters })}
          conditions={list.conditions}
          onClear={list.clear}
          searchField={searchField}
        >
          <ColumnPicker columns={columns} chosen={chosen} arranged={arranged} onChoose={choose} />
        </FilterBar>
        <Body {...props} shown={shown} bulk={bulk} />
      </section>
      {children}
    </>
  )
}

function Body<Row extends { id: string }>({
  title,
  list,
  rows,
  shown,
  bulk,
  onOpen,
  empty,
}: Props<Row> & { shown: readonly ListColumn<Row>[] }) {
  const { t } = useTranslation('list')
  const [selected, setSelected] = useState<string[]>([])
  const [all, setAll] = useState(false)
  // What was ticked belongs to the rows of these filters.
  const under = JSON.stringify(list.asked)
  useEffect(() => {
    setSelected([])
    setAll(false)
  }, [under])

  const { data, error } = rows
  useLastPage(list, data?.total)

  if (!data) {
    if (error) return <ErrorState error={error} onRetry={() => void rows.refetch()} />
    return <Loading rows={6} />
  }
  if (data.total === 0) {
    if (list.conditions === 0) return <>{empty}</>
    return (
      <EmptyState
        icon="search"
        title={t('filtered_title')}
        actions={
          <Button icon="close" onClick={list.clear}>
            {t('filtered_clear')}
          </Button>
        }
      >
        {t('filtered_text', { count: list.conditions })}
      </EmptyState>
    )
  }
  return (
    <>
      <StaleStrip query={rows} />
      <ListTable
        label={title}
        columns={shown}
        rows={data.items}
        sort={list.sort}
        onSort={(sort) => list.set({ sort })}
        onOpen={onOpen}
        opened={list.open}
        selected={bulk && (all ? data.items.map((row) => row.id) : selected)}
        onSelect={(ids) => {
          setAll(false)
          setSelected(ids)
        }}
      />
      <Pager
        page={list.page}
        pageSize={list.pageSize}
        total={data.total}
        onPage={(page) => list.set({ page })}
        onPageSize={(pageSize) => list.set({ pageSize })}
      />
      {bulk && (
        <BulkBar
          selected={selected}
          onPage={data.items.map((row) => row.id)}
          total={data.total}
          all={all}
          asked={list.asked}
          acts={bulk}
          onAll={setAll}
          onSelect={setSelected}
        />
      )}
    </>
  )
}
