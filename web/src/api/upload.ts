import { ApiError } from './errors'
import { judged } from './transport'

/** No byte of a file has left for so long, or no answer came after the last: the line is dead. */
const STALLED_MS = 60_000
const SETTLED_MS = 180_000

/** A file as the body, however long it takes while it moves; `fetch` tells nothing of what has left. */
export async function sendFile(
  path: string,
  file: Blob,
  { onSent, signal }: { onSent?: (bytes: number) => void; signal?: AbortSignal } = {},
): Promise<Response> {
  const url = new URL(path, location.origin).href
  const sentAt = Date.now()
  const answer = await new Promise<Response>((resolve, reject) => {
    const ask = new XMLHttpRequest()
    const lost = () => reject(new ApiError('network', 0))
    let timer = setTimeout(() => ask.abort(), STALLED_MS)
    const wait = (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => ask.abort(), ms)
    }
    ask.open('POST', url)
    ask.setRequestHeader('Content-Type', 'application/octet-stream')
    ask.setRequestHeader('X-Kaochang', '1')
    ask.upload.onprogress = ({ loaded }) => {
      wait(STALLED_MS)
      onSent?.(loaded)
    }
    ask.upload.onload = () => wait(SETTLED_MS)
    ask.onload = () => {
      const headers = { Date: ask.getResponseHeader('Date') ?? '' }
      // An empty answer (204) is one without a body.
      resolve(new Response(ask.responseText || null, { status: ask.status, headers }))
    }
    ask.onerror = lost
    ask.onabort = lost
    ask.onloadend = () => clearTimeout(timer)
    signal?.addEventListener('abort', () => ask.abort())
    ask.send(file)
  })
  return judged(answer, url, sentAt)
}
