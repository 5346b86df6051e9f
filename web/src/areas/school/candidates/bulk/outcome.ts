import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@/api/errors'
import type { SkippedOut, Whom } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import type { BulkOutcome, Selection } from '@/staff_ui/list/bulk'

/** The server reads the filters of the list as the list does. */
export const whomOf = (whom: Selection) => whom as Whom

interface Found {
  will: number
  skipped: readonly SkippedOut[]
}

/** What the server says of those left out, in words. */
export function useOutcome(): (found: Found) => BulkOutcome {
  const { t } = useTranslation('school/bulk')
  return ({ will, skipped }) => ({
    will,
    skipped: skipped.map((one) => ({ ...one, reason: t(`skipped.${one.reason}`) })),
  })
}

/** Looked at once: it changes under nobody's hand, and is read again when the act was refused for that. */
export function usePreview<Shown extends Found>(asked: unknown[], read: () => Promise<Shown>) {
  return useQuery({
    queryKey: ['bulk', ...asked],
    queryFn: read,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
}

/** An act that does what was shown or nothing; then the new numbers are there before it is tried again. */
export function useSealedAct<A extends unknown[]>(
  act: (...args: A) => Promise<unknown>,
  again: () => unknown,
) {
  return useAct(async (...args: A) => {
    try {
      await act(...args)
    } catch (error) {
      if (isApiError(error, 'selection_changed')) await again()
      throw error
    }
    return true
  })
}
