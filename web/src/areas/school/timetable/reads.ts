import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import { SCHOOL } from '../me'
import type { Filled } from '@/api/school_shapes'
import type { Move } from './grid'

const TIMETABLE = '/api/v1/school/exams/{session_id}/timetable'
const of = (id: string) => ({ params: { path: { session_id: id } } })

export function useTimetable(examId: string) {
  return useQuery({
    queryKey: [...SCHOOL, 'timetable', examId],
    queryFn: () => call(api.GET(TIMETABLE, of(examId))),
    enabled: examId !== '',
  })
}

export function useFillingPreview(examId: string) {
  return useQuery({
    queryKey: [...SCHOOL, 'timetable', examId, 'filling'],
    queryFn: () => call(api.GET(`${TIMETABLE}/filling`, of(examId))),
  })
}

export const sendMoves = (examId: string, moves: readonly Move[], reason: string) =>
  call(
    api.POST(`${TIMETABLE}/moves`, {
      ...of(examId),
      body: {
        reason,
        moves: moves.map(({ entry_id, was, to }) => ({ entry_id, was: was ?? {}, to: to ?? {} })),
      },
    }),
  )

export const fillTimetable = (examId: string, reason: string) =>
  call(api.POST(`${TIMETABLE}/filling`, { ...of(examId), body: { reason } }))

export const undoFilling = (examId: string, { made, were }: Pick<Filled, 'made' | 'were'>) =>
  call(api.POST(`${TIMETABLE}/filling/undo`, { ...of(examId), body: { made, were } }))
