import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { TermsWords } from '@/api/school_shapes'
import { SCHOOL } from '../me'

/** What candidates read, sign or consent to; each has its editions. */
export type TextName = 'notice' | 'letter' | 'terms'

const TERMS = '/api/v1/school/terms'

export function useTerms() {
  return useQuery({ queryKey: [...SCHOOL, 'terms'], queryFn: () => call(api.GET(TERMS)) })
}

export const publishTerms = (body: TermsWords) => call(api.POST(TERMS, { body }))
