import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { operations } from '@/api/schema'
import type { RosterImport } from '@/api/school_shapes'
import type { List } from '@/staff_ui/list/useList'
import { SCHOOL } from '../me'
import { isBusy } from './marks'

const EXAM = '/api/v1/school/exams/{session_id}'
const IMPORT = '/api/v1/school/imports/{import_id}'
/** The worker's counts are pushed to nobody. */
const COUNTED_MS = 1_000
type RowQuery = operations['school_list_import_rows']['parameters']['query']

const exam = (id: string) => ({ params: { path: { session_id: id } } })
const made = (id: string) => ({ params: { path: { import_id: id } } })
const row = (id: string, number: number) => ({ params: { path: { import_id: id, number } } })

export const templatePath = (examId: string) => `/api/v1/school/exams/${examId}/roster/template`
/** Who is in the exam, in the template's columns: mended and sent again, it changes just that. */
export const rosterPath = (examId: string) => `/api/v1/school/exams/${examId}/roster/export`
/** The dry run under the page's filters, as the page shows it. */
export const rowsPath = (importId: string) => `/api/v1/school/imports/${importId}/rows/export`
export const badRowsPath = (importId: string) => `/api/v1/school/imports/${importId}/bad-rows`

/** Newest first. */
export function useImports(examId: string, newest: number) {
  return useQuery({
    queryKey: [...SCHOOL, 'imports', examId, newest],
    queryFn: () =>
      call(api.GET(`${EXAM}/imports`, { params: { ...exam(examId).params, query: { newest } } })),
    enabled: examId !== '',
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.some(isBusy) ? COUNTED_MS : false),
  })
}

const ROWS = 'import-rows'

/**
 * Apart from what every event has read again: a search of encrypted rows costs the server all of them. Each step of
 * the import, the check after a mended row among them, is another version.
 */
export function useImportRows({ id: importId, version }: RosterImport, list: List) {
  return useQuery({
    queryKey: [ROWS, importId, version, list.query],
    queryFn: () =>
      call(
        api.GET(`${IMPORT}/rows`, {
          params: { path: { import_id: importId }, query: list.query as RowQuery },
        }),
      ),
    placeholderData: keepPreviousData,
  })
}

/** The whole row, to be mended. Nothing pushed has it read again under the hand that types. */
export function useWholeRow(importId: string, number: number) {
  return useQuery({
    queryKey: ['import-row', importId, number],
    queryFn: () => call(api.GET(`${IMPORT}/rows/{number}`, row(importId, number))),
    staleTime: Infinity,
    gcTime: 0,
  })
}

/** Where the file goes, as it is. */
export const uploadPath = (examId: string) => `/api/v1/school/exams/${examId}/imports`
export const MOST_BYTES = 20_000_000

interface Mend {
  version: number
  values?: Record<string, string>
  confirmed?: boolean
}

export const mendRow = (
  importId: string,
  number: number,
  { version, values = {}, confirmed = false }: Mend,
) =>
  call(
    api.PATCH(`${IMPORT}/rows/{number}`, {
      ...row(importId, number),
      body: { version, values, confirmed },
    }),
  )

export const writeImport = (one: RosterImport, onlyGood: boolean, reason: string) =>
  call(
    api.POST(`${IMPORT}/writing`, {
      ...made(one.id),
      body: { version: one.version, only_good: onlyGood, reason },
    }),
  )

export const discardImport = (id: string) => call(api.POST(`${IMPORT}/discarding`, made(id)))

export const rollBackImport = (id: string, reason: string) =>
  call(api.POST(`${IMPORT}/roll-back`, { ...made(id), body: { reason } }))

export function useReadAgain() {
  const cache = useQueryClient()
  return () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: SCHOOL }),
      cache.invalidateQueries({ queryKey: [ROWS] }),
    ])
}
