import { api, call } from '@/api/client'
import type { EditionWords, Exam, ExamCopy, ExamCreate, ExamEdit, ExamStep } from '@/api/school_shapes'
import type { TextKind } from './reads'

const of = (id: string) => ({ params: { path: { session_id: id } } })
const EXAM = '/api/v1/school/exams/{session_id}'

export const createExam = (body: ExamCreate) => call(api.POST('/api/v1/school/exams', { body }))

export const editExam = (id: string, body: ExamEdit) => call(api.PATCH(EXAM, { ...of(id), body }))

export const changeState = (id: string, body: ExamStep) =>
  call(api.POST(`${EXAM}/state`, { ...of(id), body }))

/** With what its page had shown: nothing goes that nobody was asked about. */
export const deleteExam = ({ id, version, room_count, candidate_count }: Exam) =>
  call(
    api.POST(`${EXAM}/deletion`, {
      ...of(id),
      body: { version, rooms: room_count, candidates: candidate_count },
    }),
  )

export const copyExam = (id: string, body: ExamCopy) => call(api.POST(`${EXAM}/copy`, { ...of(id), body }))

export const writeText = (id: string, kind: TextKind, body: EditionWords) =>
  call(api.POST(`${EXAM}/texts/{kind}`, { params: { path: { session_id: id, kind } }, body }))
