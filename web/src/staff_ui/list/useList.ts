import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo } from 'react'
import { changeState, countConditions, readState, writeState, type ListState } from './state'

export interface List extends ListState {
  /** `replace`: not a step that Back leads to. */
  set: (change: Partial<ListState>, how?: { replace: boolean }) => void
  clear: () => void
  conditions: number
  /** The filters as the server takes them; the export takes the same. */
  asked: Record<string, string | string[]>
  /** `asked` with the page. */
  query: Record<string, string | string[] | number>
}

/** What every list says there; the rest of the address is the page's. */
const OWN = ['q', 'sort', 'page', 'page_size', 'open']

/** The list's state lives in the address: a link, Back and a reload show the same rows. */
export function useList(filterKeys: readonly string[] = []): List {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>
  const navigate = useNavigate()
  const keys = filterKeys.join(',')
  const state = useMemo(() => readState(search, keys.split(',').filter(Boolean)), [search, keys])

  const set = useCallback(
    (change: Partial<ListState>, how = { replace: false }) => {
      const filterKeys = keys.split(',').filter(Boolean)
      // From the address as it is when this comes to it: words and a row that follow each other are both kept.
      const next = (now: Record<string, string | undefined>) => {
        const others = Object.entries(now).filter(([key]) => ![...OWN, ...filterKeys].includes(key))
        const state = changeState(readState(now, filterKeys), change)
        return { ...Object.fromEntries(others), ...writeState(state) }
      }
      // Typing and looking at rows leave no trail of steps behind the Back button.
      const replace = how.replace || 'q' in change || 'open' in change
      void navigate({ to: '.', search: next as never, replace, resetScroll: false })
    },
    [navigate, keys],
  )
  const clear = useCallback(() => set({ q: '', filters: {} }), [set])

  return useMemo(() => {
    const asked: Record<string, string | string[]> = {}
    if (state.q) asked['q'] = state.q
    if (state.sort) asked['sort'] = state.sort
    for (const [key, values] of Object.entries(state.filters)) asked[key] = [...values]
    const query = { ...asked, page: state.page, page_size: state.pageSize }
    return { ...state, set, clear, conditions: countConditions(state), asked, query }
  }, [state, set, clear])
}

/** Rows went away under an old link, or were put right: the last page instead of an empty one. */
export function useLastPage({ page, pageSize, set }: List, total: number | undefined): void {
  useEffect(() => {
    const pages = Math.max(1, Math.ceil((total ?? 0) / pageSize))
    if (total !== undefined && page > pages) set({ page: pages }, { replace: true })
  }, [page, pageSize, set, total])
}
