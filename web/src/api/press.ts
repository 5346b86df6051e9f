import { isPassing } from './errors'

/** Later than this after a loss the page has been read again, and the same press is meant anew. */
const SOON_MS = 30_000

let pressing = false
const lost = new Map<string, { key: string; at: number }>()

/**
 * Somebody pressed. When the answer to what `act` asks of the server is lost, and the same is pressed again
 * soon, it is the same command: the server does it once. `act` asks at once, before it waits for anything.
 */
export function press<T>(act: () => T): T {
  pressing = true
  try {
    return act()
  } finally {
    pressing = false
  }
}

/** Sends a write under its Idempotency-Key: a new one, but for a press whose answer was lost. */
export function sendKeyed(request: Request, send: (request: Request) => Promise<Response>) {
  return pressing ? sendPressed(request, send) : send(withKey(request, newKey()))
}

async function sendPressed(request: Request, send: (request: Request) => Promise<Response>) {
  const command = `${request.method} ${request.url} ${await request.clone().text()}`
  const before = lost.get(command)
  const key = before && Date.now() - before.at < SOON_MS ? before.key : newKey()
  try {
    const response = await send(withKey(request, key))
    // They went on from here: whatever they press next is meant anew.
    lost.clear()
    return response
  } catch (error) {
    if (isPassing(error)) lost.set(command, { key, at: Date.now() })
    else lost.clear()
    throw error
  }
}

function withKey(request: Request, key: string): Request {
  request.headers.set('Idempotency-Key', key)
  return request
}

function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
