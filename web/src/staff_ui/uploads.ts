import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/errors'
import { sendFile } from '@/api/upload'
import { useErrorText } from '@/ui/error_text'
import { showToast } from '@/ui/toast'
import { STAFF } from './act'

export interface Upload {
  file: File
  sent: number
  /** Why it did not arrive; the choice is kept, to be sent again. */
  error: unknown
}

interface Kept extends Upload {
  stop: AbortController
}

/** By address: an upload goes on while other pages are open, and is found again on its own. */
let uploads: ReadonlyMap<string, Kept> = new Map()
const listeners = new Set<() => void>()

function keep(path: string, upload: Kept | null): void {
  const next = new Map(uploads)
  if (upload) next.set(path, upload)
  else next.delete(path)
  uploads = next
  const sending = [...uploads.values()].some(({ error }) => error === null)
  window[sending ? 'addEventListener' : 'removeEventListener']('beforeunload', ask)
  listeners.forEach((listener) => listener())
}

/** The tab cannot be closed without a question while a file leaves. */
const ask = (event: BeforeUnloadEvent) => event.preventDefault()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Sends one file at a time to this address, its name and `more` in the query; pages read again when it is there. */
export function useUploadTo(own: string, mostBytes: number, more: Record<string, string> = {}) {
  const upload: Upload | undefined = useSyncExternalStore(subscribe, () => uploads.get(own))
  const cache = useQueryClient()
  const text = useErrorText()
  const { t } = useTranslation('list')

  /** `path`: of what was made only now, for the file to belong to. */
  async function send(file: File, after?: () => Promise<unknown>, path = own): Promise<void> {
    if (uploads.get(path)?.error === null) return showToast(t('upload.one_at_a_time'), { bad: true })
    const from = location.pathname
    const stop = new AbortController()
    const told = (change: Partial<Upload>) => {
      const now = uploads.get(path)
      if (now?.stop === stop) keep(path, { ...now, ...change })
    }
    keep(path, { file, sent: 0, error: null, stop })
    try {
      if (file.size > mostBytes) throw new ApiError('file_too_large', 413, { most_bytes: mostBytes })
      const address = `${path}?${new URLSearchParams({ name: file.name, ...more })}`
      await sendFile(address, file, { signal: stop.signal, onSent: (sent) => told({ sent }) })
    } catch (error) {
      if (stop.signal.aborted) return
      // The page that it was chosen on says it beside the file.
      if (location.pathname !== from) showToast(text(error), { bad: true })
      return told({ error })
    }
    // It is there, whatever comes after: sent again, it would be there twice.
    try {
      await after?.()
    } catch (error) {
      showToast(text(error), { bad: true })
    }
    await cache.invalidateQueries({ queryKey: [STAFF] })
    if (uploads.get(path)?.stop === stop) keep(path, null)
  }
  function drop(): void {
    uploads.get(own)?.stop.abort()
    keep(own, null)
  }
  return { upload, send, drop }
}
