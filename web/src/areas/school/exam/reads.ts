import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { Exam } from '@/api/school_shapes'
import { SCHOOL } from '../me'

export type TextKind = 'notice' | 'letter'

const of = (id: string) => ({ params: { path: { session_id: id } } })
const EXAM = '/api/v1/school/exams/{session_id}'

export function useExam(id: string) {
  return useQuery({ queryKey: [...SCHOOL, 'exam', id], queryFn: () => call(api.GET(EXAM, of(id))) })
}

export function useReadiness(id: string) {
  return useQuery({
    queryKey: [...SCHOOL, 'exam', id, 'readiness'],
    queryFn: () => call(api.GET(`${EXAM}/readiness`, of(id))),
  })
}

export function useFigures(id: string) {
  return useQuery({
    queryKey: [...SCHOOL, 'exam', id, 'figures'],
    queryFn: () => call(api.GET(`${EXAM}/figures`, of(id))),
    // A dialog that is opened again says what is so now.
    gcTime: 0,
  })
}

export function useTexts(id: string) {
  return useQuery({
    queryKey: [...SCHOOL, 'exam', id, 'texts'],
    queryFn: () => call(api.GET(`${EXAM}/texts`, of(id))),
  })
}

/** From the publication on people rely on it: every change says why. */
export const needsReason = (exam: Exam) => exam.state === 'published' || exam.state === 'open'
export const isOver = (exam: Exam) => exam.state === 'closed' || exam.state === 'archived'
