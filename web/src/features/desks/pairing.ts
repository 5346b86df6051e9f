import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

export type MyPhone = components['schemas']['MyPhoneOut']
export type PairingCode = components['schemas']['PairingCodeOut']

const at = (rosterEntryId: string) => ({ params: { path: { roster_entry_id: rosterEntryId } } })

export function usePairing(rosterEntryId: string) {
  const cache = useQueryClient()
  const onSettled = () => cache.invalidateQueries({ queryKey: ['candidate', 'now', rosterEntryId] })
  const code = useMutation({
    mutationFn: () =>
      call(api.POST('/api/v1/candidate/entries/{roster_entry_id}/pairing-codes', at(rosterEntryId))),
  })
  const confirm = useMutation({
    mutationFn: () =>
      call(api.POST('/api/v1/candidate/entries/{roster_entry_id}/phone/confirmation', at(rosterEntryId))),
    onSettled,
  })
  const remove = useMutation({
    mutationFn: () =>
      call(api.DELETE('/api/v1/candidate/entries/{roster_entry_id}/phone', at(rosterEntryId))),
    onSettled,
  })
  return { code, confirm, remove }
}

/** A phone looks for "localhost" in itself. */
export function onlyThisMachine(url: string): boolean {
  return /^(localhost(:|$)|127\.|\[::1\])/.test(new URL(url).host)
}
