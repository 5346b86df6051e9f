import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { api, call } from '@/api/client'
import type { SchoolMe } from '@/api/school_shapes'
import { STAFF } from '@/staff_ui/act'

/** What the school's pages read lies under this key, so that acts and pushed events have it read again. */
export const SCHOOL = [STAFF, 'school'] as const

export function useMeQuery() {
  return useQuery({
    queryKey: [...SCHOOL, 'me'],
    queryFn: () => call(api.GET('/api/v1/school/me')),
  })
}

export const MeContext = createContext<SchoolMe | null>(null)

/** Who is here, for which school and colleges; the frame draws pages only when it is known. */
export function useMe(): SchoolMe {
  const me = useContext(MeContext)
  if (!me) throw new Error('outside of the school frame')
  return me
}
