import { api, call } from '@/api/client'

export const answerTicket = (id: string, text: string) =>
  call(
    api.POST('/api/v1/staff/tickets/{ticket_id}/answer', {
      params: { path: { ticket_id: id } },
      body: { text },
    }),
  )
