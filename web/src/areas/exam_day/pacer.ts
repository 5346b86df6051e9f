/* Events come in swarms: one act of the server tells several things, a full room tells hundreds. */
const SOON_MS = 40
const LATER_MS = 1_500
const APART_MS = 350

/** Turns any number of events into few reads of what the page shows. */
export class Pacer {
  private timer: ReturnType<typeof setTimeout> | null = null
  private due = Infinity
  private lastRun = -Infinity

  constructor(
    private run: () => void,
    private now: () => number = Date.now,
  ) {}

  tell(urgent: boolean): void {
    const now = this.now()
    const due = Math.max(now + (urgent ? SOON_MS : LATER_MS), this.lastRun + APART_MS)
    if (due >= this.due) return
    if (this.timer) clearTimeout(this.timer)
    this.due = due
    this.timer = setTimeout(() => {
      this.timer = null
      this.due = Infinity
      this.lastRun = this.now()
      this.run()
    }, due - now)
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.due = Infinity
  }
}

/** Device facts come every few seconds from everybody; nobody acts on them within a second. */
export function isUrgent(type: string): boolean {
  return type !== 'desks.device_facts_reported' && type !== 'desks.check_room_opened'
}
