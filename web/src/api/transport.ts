import { serverClock } from './clock'
import { ApiError, errorFromResponse, isPassing } from './errors'
import { sendKeyed } from './press'
import { tellSession } from './session'

const READS = new Set(['GET', 'HEAD'])
const RETRY_DELAYS_MS = [300, 900, 2_000]
/** So long may the first byte of an answer take: on a dead connection browsers wait for minutes. */
const READ_LIMIT_MS = 10_000
const WRITE_LIMIT_MS = 20_000
/** A file of twenty megabytes on a slow line. */
const UPLOAD_LIMIT_MS = 300_000

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

function limitOf(request: Request): number {
  if (READS.has(request.method)) return READ_LIMIT_MS
  return request.headers.get('Content-Type') === 'application/octet-stream' ? UPLOAD_LIMIT_MS : WRITE_LIMIT_MS
}

async function fetchInTime(request: Request): Promise<Response> {
  const limit = new AbortController()
  const end = () => limit.abort(request.signal.reason)
  if (request.signal.aborted) end()
  request.signal.addEventListener('abort', end)
  const timer = setTimeout(end, limitOf(request))
  try {
    return await fetch(request, { signal: limit.signal })
  } finally {
    clearTimeout(timer)
    request.signal.removeEventListener('abort', end)
  }
}

async function sendOnce(request: Request): Promise<Response> {
  const sentAt = Date.now()
  let response: Response
  try {
    response = await fetchInTime(request)
  } catch (cause) {
    if (request.signal.aborted) throw cause
    throw new ApiError('network', 0)
  }
  serverClock.observeDateHeader(response.headers.get('Date'), sentAt, Date.now())
  // Answers of the log-in pages themselves are the page's own business.
  const open = new URL(request.url).pathname.startsWith('/api/v1/login/')
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

/** For a question with a pace of its own: while the server is busy, trying at once again is what keeps it so. */
export function sendUnrepeated(request: Request): Promise<Response> {
  request.headers.set('X-Kaochang', '1')
  return sendOnce(request)
}

/** Every request of ours: headers, errors as ApiError, reads tried again while the server is away. */
export async function send(request: Request): Promise<Response> {
  request.headers.set('X-Kaochang', '1')
  if (!READS.has(request.method)) return sendKeyed(request, sendOnce)
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
