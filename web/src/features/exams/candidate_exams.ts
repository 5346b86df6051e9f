import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, call, press } from '@/api/client'
import type { components } from '@/api/schema'

export type MyExam = components['schemas']['MyExamOut']
export type Ticket = components['schemas']['TicketOut']

export function useMyExams() {
  return useQuery({
    queryKey: ['candidate', 'exams'],
    queryFn: () => call(api.GET('/api/v1/candidate/exams')),
  })
}

function useEntryWrite<Body = void>(rosterEntryId: string, write: (body: Body) => Promise<unknown>) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: Body) => press(() => write(body)),
    // The next step is the server's word, so the button stays busy until it is read.
    onSettled: () => cache.invalidateQueries({ queryKey: ['candidate', 'now', rosterEntryId] }),
  })
}

export function useReadNotice(rosterEntryId: string) {
  return useEntryWrite(rosterEntryId, (edition: number) =>
    call(
      api.POST('/api/v1/candidate/entries/{roster_entry_id}/notice-reading', {
        params: { path: { roster_entry_id: rosterEntryId } },
        body: { edition },
      }),
    ),
  )
}

export function useConfirmRoom(rosterEntryId: string) {
  return useEntryWrite(rosterEntryId, () =>
    call(
      api.POST('/api/v1/candidate/entries/{roster_entry_id}/room-confirmation', {
        params: { path: { roster_entry_id: rosterEntryId } },
      }),
    ),
  )
}

export function useOpenTicket(rosterEntryId: string) {
  return useEntryWrite(rosterEntryId, (text: string) =>
    call(
      api.POST('/api/v1/candidate/entries/{roster_entry_id}/tickets', {
        params: { path: { roster_entry_id: rosterEntryId } },
        body: { text },
      }),
    ),
  )
}
