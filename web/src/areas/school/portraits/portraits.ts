import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { operations } from '@/api/schema'
import type { PortraitImport } from '@/api/school_shapes'
import { SCHOOL } from '../me'

const EXAM = '/api/v1/school/exams/{session_id}/portrait-imports'
const IMPORT = '/api/v1/school/portrait-imports/{portrait_import_id}'
type RowQuery = operations['school_list_portrait_rows']['parameters']['query']

const made = (id: string) => ({ params: { path: { portrait_import_id: id } } })

/** Newest first. */
export function usePortraitImports(examId: string, newest: number) {
  return useQuery({
    queryKey: [...SCHOOL, 'portrait-imports', examId, newest],
    queryFn: () => call(api.GET(EXAM, { params: { path: { session_id: examId }, query: { newest } } })),
    enabled: examId !== '',
    placeholderData: keepPreviousData,
    // The worker's counts are pushed to nobody.
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'reading') ? 1_000 : false),
  })
}

/** What of a dry run is shown. Not in the address: the roster's own dry run stands on the same page. */
export interface Shown {
  q: string
  sort: string
  outcome: NonNullable<RowQuery>['outcome']
  page: number
  page_size: 20 | 50 | 100
}

/** The dry run under the card's filters, as the card shows it. */
export const rowsPath = (importId: string) => `/api/v1/school/portrait-imports/${importId}/rows/export`

export function usePortraitRows(importId: string, shown: Shown) {
  return useQuery({
    queryKey: [...SCHOOL, 'portrait-rows', importId, shown],
    queryFn: () =>
      call(
        api.GET(`${IMPORT}/rows`, {
          params: { path: { portrait_import_id: importId }, query: shown },
        }),
      ),
    placeholderData: keepPreviousData,
  })
}

/** Where the zip goes, as it is. */
export const uploadPath = (examId: string) => `/api/v1/school/exams/${examId}/portrait-imports`
export const MOST_BYTES = 300_000_000

export const writePortraits = ({ id, version }: PortraitImport, onlyGood: boolean) =>
  call(api.POST(`${IMPORT}/writing`, { ...made(id), body: { version, only_good: onlyGood } }))

export const discardPortraits = (id: string) => call(api.POST(`${IMPORT}/discarding`, made(id)))
