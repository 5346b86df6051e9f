/** Waiting between tries: longer each time, spread, and cut short when there is reason to hope. */
const FIRST_MS = 400
const MOST_MS = 5_000

export class Backoff {
  private tries = 0
  private wake: (() => void) | null = null

  reset(): void {
    this.tries = 0
  }

  wait(): Promise<void> {
    const base = Math.min(MOST_MS, FIRST_MS * 2 ** this.tries++)
    const ms = base * (0.6 + Math.random() * 0.8)
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.wake = () => {
        clearTimeout(timer)
        this.tries = 0
        resolve()
      }
    }).then(() => {
      this.wake = null
    })
  }

  /** The network is back, or the page visible again: now. */
  hurry(): void {
    this.wake?.()
  }
}

/** Calls back on `online` and when the page becomes visible; returns how to stop. */
export function onHope(callback: () => void): () => void {
  const visible = () => document.visibilityState === 'visible' && callback()
  window.addEventListener('online', callback)
  document.addEventListener('visibilitychange', visible)
  return () => {
    window.removeEventListener('online', callback)
    document.removeEventListener('visibilitychange', visible)
  }
}
