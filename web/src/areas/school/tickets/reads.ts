import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { operations } from '@/api/schema'
import type { List } from '@/staff_ui/list/useList'
import { SCHOOL } from '../me'

type Query = operations['school_list_tickets']['parameters']['query']
const TICKETS = '/api/v1/school/tickets'
const ONE = `${TICKETS}/{ticket_id}` as const
const of = (id: string) => ({ params: { path: { ticket_id: id } } })

export function useTickets(list: List) {
  return useQuery({
    queryKey: [...SCHOOL, 'tickets', list.query],
    queryFn: () => call(api.GET(TICKETS, { params: { query: list.query as Query } })),
    placeholderData: keepPreviousData,
  })
}

export function useTicket(id: string) {
  return useQuery({ queryKey: [...SCHOOL, 'ticket', id], queryFn: () => call(api.GET(ONE, of(id))) })
}

export const answerTicket = (id: string, text: string) =>
  call(api.POST(`${ONE}/answer`, { ...of(id), body: { text } }))

export const correctAnswer = (id: string, version: number, text: string) =>
  call(api.POST(`${ONE}/correction`, { ...of(id), body: { version, text } }))

export const handOverTicket = (id: string, version: number, to: string | null) =>
  call(api.POST(`${ONE}/handover`, { ...of(id), body: { version, to } }))

export const closeTicket = (id: string, version: number) =>
  call(api.POST(`${ONE}/closing`, { ...of(id), body: { version } }))
