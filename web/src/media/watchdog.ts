/* The media server stays silent for seconds after a cut, so the page counts decoded frames itself. */
const POLL_MS = 500
export const SILENT_MS = 2_500
/** Nobody looked for this long: the machine slept, or the browser let the page rest. */
const SLEPT_MS = 2_000

interface Watched {
  frames(): Promise<number | null>
  /** Called when frames stop (with the moment of the last one) and when they come back (null). */
  report(interruptedSince: number | null): void
  last: number | null
  grewAt: number
  interrupted: boolean
  paused: boolean
}

export class FrameWatchdog {
  private watched = new Map<string, Watched>()
  private timer: ReturnType<typeof setInterval> | null = null
  private polling = false
  private polledAt = 0

  constructor(private now: () => number = Date.now) {}

  watch(key: string, frames: Watched['frames'], report: Watched['report']): void {
    this.watched.set(key, {
      frames,
      report,
      last: null,
      grewAt: this.now(),
      interrupted: false,
      paused: false,
    })
    if (this.timer) return
    this.polledAt = this.now()
    this.timer = setInterval(() => void this.poll(), POLL_MS)
  }

  /** A camera switched off sends no frames: that is no interruption. */
  pause(key: string, paused: boolean): void {
    const entry = this.watched.get(key)
    if (!entry || entry.paused === paused) return
    entry.paused = paused
    entry.grewAt = this.now()
    if (entry.interrupted) this.settle(entry)
  }

  forget(key: string): void {
    this.watched.delete(key)
    if (this.watched.size === 0) this.stop()
  }

  lastFrameAt(key: string): number | null {
    return this.watched.get(key)?.grewAt ?? null
  }

  stop(): void {
    this.watched.clear()
    if (this.timer) clearInterval(this.timer)
    this.timer = null
  }

  async poll(): Promise<void> {
    const slept = this.now() - this.polledAt > SLEPT_MS
    this.polledAt = this.now()
    // What stopped while this machine slept is no loss of the other side: count from now.
    if (slept) for (const entry of this.watched.values()) if (!entry.interrupted) entry.grewAt = this.now()
    if (this.polling) return // a machine that hangs must not pile up questions
    this.polling = true
    try {
      await Promise.all([...this.watched.values()].map((entry) => this.look(entry)))
    } finally {
      this.polling = false
    }
  }

  private async look(entry: Watched): Promise<void> {
    if (entry.paused) return
    const frames = await entry.frames().catch(() => null)
    if (frames === null) return
    if (entry.last === null || frames !== entry.last) {
      entry.last = frames
      entry.grewAt = this.now()
      if (entry.interrupted) this.settle(entry)
    } else if (!entry.interrupted && this.now() - entry.grewAt >= SILENT_MS) {
      entry.interrupted = true
      entry.report(entry.grewAt)
    }
  }

  private settle(entry: Watched): void {
    entry.interrupted = false
    entry.report(null)
  }
}
