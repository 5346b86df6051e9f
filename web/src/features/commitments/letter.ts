import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, call } from '@/api/client'
import type { components } from '@/api/schema'
import type { Signature } from '@/ui/signature'

export type Letter = components['schemas']['LetterOut']

export function useLetter(rosterEntryId: string, asked: boolean) {
  return useQuery({
    queryKey: ['candidate', 'letter', rosterEntryId],
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
      const drawn = signature.kind === 'drawn'
      return call(
        api.POST('/api/v1/candidate/entries/{roster_entry_id}/commitment', {
          params: { path: { roster_entry_id: rosterEntryId } },
          body: {
            letter_id: letter.id,
            text_hash: letter.text_hash,
            method: signature.kind,
            signature_png: drawn ? await asBase64(await signature.png()) : null,
            typed_name: drawn ? null : signature.typedName,
          },
        }),
      )
    },
    // On success the page goes on; only a refusal (the text may be another now) reads it again.
    onError: () => cache.invalidateQueries({ queryKey: ['candidate', 'letter', rosterEntryId] }),
  })
}
