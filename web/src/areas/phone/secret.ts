/* The QR code's secret stands in the fragment, which no server ever sees. It leaves the address before anything
   else runs, so that it is neither bookmarked nor shared by hand. This module is imported first. */
function take(): string | null {
  const secret = location.hash.slice(1)
  if (!secret) return null
  history.replaceState(history.state, '', location.pathname)
  return secret
}

let pending = take()
const listeners = new Set<() => void>()

// A second code scanned into the same tab changes only the fragment.
window.addEventListener('hashchange', () => {
  pending = take() ?? pending
  listeners.forEach((listener) => listener())
})

export const scannedSecret = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  getSnapshot: () => pending,
  /** Used up or refused: it is of no further use. */
  clear(): void {
    pending = null
    listeners.forEach((listener) => listener())
  },
}
