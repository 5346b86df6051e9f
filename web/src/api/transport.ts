import { serverClock } from './clock'
import { ApiError, errorFromResponse, isPassing } from './errors'
import { sendKeyed } from './press'
import { tellSession } from './session'

const READS = new Set(['GET', 'HEAD'])
const RETRY_DELAYS_MS = [300, 900, 2_000]
/** So long may the first byte of an answer take: on a dead connection browsers wait for minutes. */
const READ_LIMIT_MS = 10_000
const WRITE_LIMIT_MS = 20_000

/** This page was answered as somebody's: a later 401 means that their log-in came to its end. */
let knownHere = false

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}

const limitOf = ({ method }: Request) => (READS.has(method) ? READ_LIMIT_MS : WRITE_LIMIT_MS)

async function fetchInTime(request: Request, allowed = limitOf(request)): Promise<Response> {
  const limit = new AbortController()
  const end = () => limit.abort(request.signal.reason)
  if (request.signal.aborted) end()
  request.signal.addEventListener('abort', end)
  const timer = setTimeout(end, allowed)
  try {
    // Asked past the browser's cache, which lets reads of one address wait for one another.
    return await fetch(request, { signal: limit.signal, cache: 'no-store' })
  } finally {
    clearTimeout(timer)
    request.signal.removeEventListener('abort', end)
  }
}

async function sendOnce(request: Request, limitMs?: number): Promise<Response> {
  const sentAt = Date.now()
  let response: Response
  try {
    response = await fetchInTime(request, limitMs)
  } catch (cause) {
    if (request.signal.aborted) throw cause
    throw new ApiError('network', 0)
  }
  return judged(response, request.url, sentAt)
}

/** What every answer tells beside its data: the time, and whether this is still somebody's page. */
export async function judged(response: Response, url: string, sentAt: number): Promise<Response> {
  serverClock.observeDateHeader(response.headers.get('Date'), sentAt, Date.now())
  // Answers of the log-in pages themselves are the page's own business.
  const open = new URL(url).pathname.startsWith('/api/v1/login/')
  if (response.ok) {
    knownHere ||= !open
    return response
  }
  const error = await errorFromResponse(response)
  if (!open) {
    if (error.code === 'session_taken_over') tellSession('taken_over')
    else if (error.status === 401) tellSession(knownHere ? 'logged_out' : 'login_required')
  }
  throw error
}

/**
 * Asked once: a question with a pace of its own, which at once again would keep a busy server busy, or a file that
 * the server would write anew each time, and that may take it longer.
 */
export function sendUnrepeated(request: Request, limitMs?: number): Promise<Response> {
  request.headers.set('X-Kaochang', '1')
  return sendOnce(request, limitMs)
}

/** Every other request of ours: headers, errors as ApiError, reads tried again while the server is away. */
export async function send(request: Request): Promise<Response> {
  request.headers.set('X-Kaochang', '1')
  if (!READS.has(request.method)) return sendKeyed(request, (keyed) => sendOnce(keyed))
  for (const delay of RETRY_DELAYS_MS) {
    try {
      return await sendOnce(request.clone())
    } catch (error) {
      if (!isPassing(error) || (error as ApiError).status === 429) throw error
      await pause(delay * (0.7 + Math.random() * 0.6), request.signal)
    }
  }
  return sendOnce(request)
}
