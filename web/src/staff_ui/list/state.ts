export const PAGE_SIZES = [20, 50, 100] as const
export type PageSize = (typeof PAGE_SIZES)[number]
export type Filters = Readonly<Record<string, readonly string[]>>

/** All that a list shows, as its address says it. */
export interface ListState {
  q: string
  /** A key of the server, or `-key`; empty is the list's own order. */
  sort: string
  page: number
  pageSize: PageSize
  filters: Filters
  /** The row whose drawer is open. */
  open: string | null
}

type Search = Readonly<Record<string, string | undefined>>

export function readState(search: Search, filterKeys: readonly string[]): ListState {
  const page = Number(search['page'])
  const size = Number(search['page_size']) as PageSize
  const filters: Record<string, string[]> = {}
  for (const key of filterKeys) {
    const values = (search[key] ?? '').split(',').filter(Boolean)
    if (values.length > 0) filters[key] = values
  }
  return {
    q: search['q'] ?? '',
    sort: search['sort'] ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
    pageSize: PAGE_SIZES.includes(size) ? size : 20,
    filters,
    open: search['open'] ?? null,
  }
}

/** Only what differs from a fresh list stands in the address. */
export function writeState(state: ListState): Record<string, string> {
  const search: Record<string, string> = {}
  if (state.q) search['q'] = state.q
  for (const [key, values] of Object.entries(state.filters)) {
    if (values.length > 0) search[key] = values.join(',')
  }
  if (state.sort) search['sort'] = state.sort
  if (state.page > 1) search['page'] = String(state.page)
  if (state.pageSize !== 20) search['page_size'] = String(state.pageSize)
  if (state.open) search['open'] = state.open
  return search
}

/** Words, filters, order or size give other rows: they begin at the first page, and none of them is open. */
export function changeState(state: ListState, change: Partial<ListState>): ListState {
  const other = 'q' in change || 'sort' in change || 'filters' in change || 'pageSize' in change
  // Words are asked for a moment after they were typed: by then a row may have been opened.
  const gone = 'page' in change || (other && !('q' in change && Object.keys(change).length === 1))
  return { ...state, ...(other && { page: 1 }), ...(gone && { open: null }), ...change }
}

export function countConditions({ q, filters }: ListState): number {
  return (q ? 1 : 0) + Object.values(filters).filter((values) => values.length > 0).length
}
