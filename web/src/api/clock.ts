/** The server's clock as this page knows it. Screens never trust the machine's own time. */
interface Sample {
  offset: number
  error: number
  at: number
}

const STALE_AFTER_MS = 10 * 60_000

export class ServerClock {
  private best: Sample | null = null
  private listeners = new Set<() => void>()

  constructor(private local: () => number = Date.now) {}

  /** Milliseconds to add to the local clock. */
  get offset(): number {
    return this.best?.offset ?? 0
  }

  get known(): boolean {
    return this.best !== null
  }

  now(): number {
    return this.local() + this.offset
  }

  /** The server read its clock somewhere between sending and receiving: the shorter, the surer. */
  observe(serverTime: string | number, sentAt: number, receivedAt: number): void {
    const server = typeof serverTime === 'number' ? serverTime : Date.parse(serverTime)
    if (!Number.isFinite(server)) return
    this.take(server - (sentAt + receivedAt) / 2, (receivedAt - sentAt) / 2, receivedAt)
  }

  /** The `Date` header counts whole seconds: half a second is added as the likeliest rest. */
  observeDateHeader(value: string | null, sentAt: number, receivedAt: number): void {
    const server = value ? Date.parse(value) : NaN
    if (!Number.isFinite(server)) return
    this.take(server + 500 - (sentAt + receivedAt) / 2, 500 + (receivedAt - sentAt) / 2, receivedAt)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private take(offset: number, error: number, at: number): void {
    const best = this.best
    // A sample far outside what the best one allows means that this machine's clock was set: believe it.
    const jumped = best !== null && Math.abs(offset - best.offset) > best.error + error + 1_000
    if (best && !jumped && at - best.at < STALE_AFTER_MS && error >= best.error) return
    this.best = { offset, error, at }
    if (!best || Math.abs(best.offset - offset) > 50) this.listeners.forEach((listener) => listener())
  }
}

export const serverClock = new ServerClock()
