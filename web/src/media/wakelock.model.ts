import { Model } from './model'

export interface WakeLockState {
  /** `unsupported`: the page says in words that the screen must be kept on by hand. */
  status: 'off' | 'held' | 'lost' | 'unsupported'
}

/** Keeps the screen on. The browser takes the lock away when the page hides; it is taken again on return. */
export class WakeLock extends Model<WakeLockState> {
  private wanted = false
  private sentinel: WakeLockSentinel | null = null

  constructor() {
    super({ status: 'off' })
  }

  async hold(): Promise<void> {
    this.wanted = true
    document.addEventListener('visibilitychange', this.onVisible)
    await this.take()
  }

  async release(): Promise<void> {
    this.wanted = false
    document.removeEventListener('visibilitychange', this.onVisible)
    const sentinel = this.sentinel
    this.sentinel = null
    await sentinel?.release().catch(() => undefined)
    this.set({ status: 'off' })
  }

  private onVisible = (): void => {
    if (document.visibilityState === 'visible') void this.take()
  }

  private async take(): Promise<void> {
    if (!('wakeLock' in navigator)) return this.set({ status: 'unsupported' })
    if (!this.wanted || (this.sentinel && !this.sentinel.released)) return
    try {
      const sentinel = await navigator.wakeLock.request('screen')
      if (!this.wanted) return void sentinel.release()
      this.sentinel = sentinel
      sentinel.addEventListener('release', () => this.wanted && this.set({ status: 'lost' }))
      this.set({ status: 'held' })
    } catch {
      this.set({ status: 'lost' }) // low battery mode refuses it
    }
  }
}
