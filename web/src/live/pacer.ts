/* Events come in swarms: one act of the server tells several things, a full room tells hundreds. */
const SOON_MS = 40
const LATER_MS = 1_500
const APART_MS = 350

/** Turns any number of events into few reads of what the page shows, one at a time. */
export class Pacer {
  private timer: ReturnType<typeof setTimeout> | null = null
  private due = Infinity
  private lastRun = -Infinity
  private running = false
  private stopped = false
  /** Told while a read was under way, which may be older than what was told. */
  private told: 'urgent' | 'later' | null = null

  /** `apartMs`: reads begin no closer to one another. */
  constructor(
    private run: () => Promise<unknown>,
    private apartMs = APART_MS,
  ) {}

  tell(urgent: boolean): void {
    if (this.stopped) return
    if (this.running) {
      if (urgent || !this.told) this.told = urgent ? 'urgent' : 'later'
      return
    }
    const now = Date.now()
    const due = Math.max(now + (urgent ? SOON_MS : LATER_MS), this.lastRun + this.apartMs)
    if (due >= this.due) return
    if (this.timer) clearTimeout(this.timer)
    this.due = due
    this.timer = setTimeout(() => void this.read(), due - now)
  }

  private async read(): Promise<void> {
    this.timer = null
    this.due = Infinity
    this.lastRun = Date.now()
    this.running = true
    await this.run()
    this.running = false
    const { told } = this
    this.told = null
    if (told) this.tell(told === 'urgent')
  }

  stop(): void {
    this.stopped = true
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.due = Infinity
  }
}

/** Device facts come every few seconds from everybody; nobody acts on them within a second. */
export function isUrgent(type: string): boolean {
  return type !== 'desks.device_facts_reported' && type !== 'desks.check_room_opened'
}
