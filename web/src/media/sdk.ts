import { ApiError } from '@/api/errors'

// eslint-disable-next-line @typescript-eslint/consistent-type-imports -- the SDK itself is loaded late
export type Sdk = typeof import('livekit-client')

const KEPT = 'kaochang.reloaded_for_media'
const ONCE_MS = 300_000

/** False when it was done a moment ago and did not help, or cannot be remembered. */
function mayReload(): boolean {
  try {
    if (Date.now() - Number(sessionStorage.getItem(KEPT) ?? 0) < ONCE_MS) return false
    sessionStorage.setItem(KEPT, String(Date.now()))
    return true
  } catch {
    return false
  }
}

async function serverAnswers(): Promise<boolean> {
  try {
    // eslint-disable-next-line no-restricted-globals -- the page's own file, not the API
    return (await fetch(location.href, { cache: 'no-store' })).ok
  } catch {
    return false
  }
}

/**
 * The SDK is large: it is loaded when the first room is needed. A page that was opened before an update asks for
 * a file that is gone; nothing is live here yet, so the page loads itself anew, once. Otherwise trying again helps.
 */
export async function loadSdk(reload: () => void = () => location.reload()): Promise<Sdk> {
  try {
    const sdk = await import('livekit-client')
    sdk.setLogLevel(sdk.LogLevel.silent) // its messages contain tokens
    return sdk
  } catch {
    if ((await serverAnswers()) && mayReload()) reload()
    throw new ApiError('network', 0)
  }
}
