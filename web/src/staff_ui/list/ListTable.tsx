import { Table, type TableProps } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TableColumn } from './columns'
import { onRowKey } from './keys'

interface Props<Row extends { id: string }> {
  label: string
  columns: readonly TableColumn<Row>[]
  rows: readonly Row[]
  sort: string
  onSort: (sort: string) => void
  onOpen?: (row: Row) => void
  opened?: string | null
  /** Absent: rows cannot be selected. */
  selected?: readonly string[]
  onSelect?: (ids: string[]) => void
}

/** antd's table, sorted by the server, walked through by the keyboard. */
export function ListTable<Row extends { id: string }>(props: Props<Row>) {
  const { label, columns, rows, sort, onSort, onOpen, opened, selected, onSelect } = props
  const { t } = useTranslation('list')
  const held = rows.some((row) => row.id === opened) ? opened : rows[0]?.id
  const direction = (key: string) => (sort === key ? 'ascend' : sort === `-${key}` ? 'descend' : null)
  const shown: TableProps<Row>['columns'] = columns.map((column) => ({
    key: column.key,
    title: column.title,
    width: column.width,
    align: column.align,
    ellipsis: !column.long,
    className: column.long ? 'kc-long' : undefined,
    ...(column.pinned && { fixed: 'end' as const }),
    render: (_: unknown, row: Row) => column.render(row),
    ...(column.sort && {
      sorter: true,
      sortOrder: direction(column.sort),
      showSorterTooltip: false,
    }),
  }))
  const toggle = (id: string) =>
    selected?.includes(id)
      ? onSelect?.(selected.filter((other) => other !== id))
      : onSelect?.([...(selected ?? []), id])
  return (
    <Table<Row>
      aria-label={label}
      size="small"
      rowKey="id"
      columns={shown}
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      tableLayout="auto"
      rowClassName={(row) => (row.id === opened ? 'kc-row-open' : '')}
      rowSelection={
        selected && {
          selectedRowKeys: [...selected],
          preserveSelectedRowKeys: true,
          onChange: (keys) => onSelect?.(keys.map(String)),
          getTitleCheckboxProps: () => ({ 'aria-label': t('select_page') }) as object,
          getCheckboxProps: () => ({ 'aria-label': t('select_row') }) as object,
        }
      }
      onChange={(_page, _filters, sorter) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter
        const key = columns.find((column) => column.key === one?.columnKey)?.sort
        onSort(key && one?.order ? `${one.order === 'descend' ? '-' : ''}${key}` : '')
      }}
      onRow={(row) => ({
        // One stop for Tab, then the arrows; a row that opened something keeps it.
        tabIndex: row.id === held ? 0 : -1,
        onClick: (event) => {
          const inner = (event.target as HTMLElement).closest(
            'a, button, input, label, .ant-checkbox-wrapper',
          )
          if (!inner) onOpen?.(row)
        },
        onKeyDown: (event) =>
          onRowKey(event, {
            open: onOpen && (() => onOpen(row)),
            select: selected && (() => toggle(row.id)),
          }),
      })}
    />
  )
}
