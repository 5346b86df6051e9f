import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { components } from '@/api/schema'
import type { Signature } from '@/ui/signature'

export type Letter = components['schemas']['LetterOut']

const letterKey = (rosterEntryId: string) => ['candidate', 'letter', rosterEntryId]

export function useLetter(rosterEntryId: string, asked: boolean) {
  return useQuery({
    queryKey: letterKey(rosterEntryId),
    queryFn: () =>
      call(
        api.GET('/api/v1/candidate/entries/{roster_entry_id}/letter', {
          params: { path: { roster_entry_id: rosterEntryId } },
        }),
      ),
    enabled: asked,
  })
}

async function asBase64(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** A typed name is kept as a name; only a drawn one needs its picture. */
export function useSign(rosterEntryId: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async ({ letter, signature }: { letter: Letter; signature: Signature }) => {
      return call(
        api.POST('/api/v1/candidate/entries/{roster_entry_id}/commitment', {
          params: { path: { roster_entry_id: rosterEntryId } },
          body: {
            letter_id: letter.id,
            text_hash: letter.text_hash,
            method: signature.kind,
            signature_png: signature.kind === 'drawn' ? await asBase64(await signature.png()) : null,
            typed_name: signature.kind === 'typed' ? signature.typedName : null,
          },
        }),
      )
    },
    // On success the page goes on; only a refusal (the text may be another now) reads it again.
    onError: () => cache.invalidateQueries({ queryKey: letterKey(rosterEntryId) }),
  })
}

/** Signed, and yet not let in: the page has to know that it is signed. */
export function useReadLetterAgain(rosterEntryId: string) {
  const cache = useQueryClient()
  return () => void cache.invalidateQueries({ queryKey: letterKey(rosterEntryId) })
}
