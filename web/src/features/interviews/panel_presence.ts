import { ApiError } from '@/api/client'
import type { GetSeat } from '@/media/desk.model'
import { LocalMedia } from '@/media/local.model'
import { Model } from '@/media/model'
import { DeskMover } from '@/media/mover.model'
import type { Seat } from '@/media/room.port'

/** Where the server says that the panel is: its own room, or the desk of a live interview. */
export interface PanelPlace {
  key: string
  seat: () => Promise<Seat>
  /** Everybody hears a cue before any microphone opens there. */
  cue?: () => Promise<unknown>
}

interface PresenceState {
  /** Our seat was taken by another page of the same person: no fight over it, the person decides. */
  elsewhere: boolean
}

const REMOVED = new Set([2, 4])
const RETRY_MS = 1_500
const FACE = ['camera', 'microphone'] as const

/** A seat that was taken from us is not taken back by itself: two pages would push each other out for ever. */
export function guarded(seat: () => Promise<Seat>): GetSeat {
  return ({ after, previous }) =>
    previous && after !== null && REMOVED.has(after)
      ? Promise.reject(new ApiError('seat_closed', 409))
      : seat()
}

/** Keeps one panel page where the server says the panel is, by make-before-break. */
export class PanelPresence extends Model<PresenceState> {
  readonly local = new LocalMedia({ width: 960, height: 540, frameRate: 20 })
  readonly mover = new DeskMover({ local: this.local })
  private wanted: PanelPlace | null = null
  private alive = false
  private moving = false
  private timer: ReturnType<typeof setTimeout> | null = null
  private offCurrent: (() => void) | null = null

  /** `onLost`: the server thinks otherwise than we do, so what the page shows is old. */
  constructor(private onLost: () => void) {
    super({ elsewhere: false })
  }

  start(): void {
    this.alive = true
    void this.local.open()
    void this.settle()
  }

  async stop(): Promise<void> {
    this.alive = false
    if (this.timer) clearTimeout(this.timer)
    this.offCurrent?.()
    await this.mover.leave()
    this.local.close()
  }

  go(place: PanelPlace | null): void {
    if (this.wanted?.key === place?.key) return
    this.wanted = place
    this.set({ elsewhere: false })
    void this.settle()
  }

  /** 「在此继续」 */
  takeOver(): void {
    this.set({ elsewhere: false })
    void this.settle()
  }

  private async settle(): Promise<void> {
    if (this.moving || !this.alive || this.state.elsewhere) return
    this.moving = true
    let failed = false
    try {
      while (this.alive) {
        const place = this.wanted
        if (place) await this.visit(place)
        else await this.mover.leave()
        if (this.wanted === place) break
      }
    } catch {
      failed = true
    } finally {
      this.moving = false
    }
    if (failed) this.later()
  }

  private async visit(place: PanelPlace): Promise<void> {
    const desk = await this.mover.visit(
      { place: place.key, publish: FACE, cue: place.cue },
      guarded(place.seat),
    )
    this.offCurrent?.()
    this.offCurrent = desk.subscribe(() => {
      if (desk.getSnapshot().phase !== 'stopped' || desk !== this.mover.getSnapshot().current) return
      this.later(desk.getSnapshot().stoppedBy === 'seat_closed' ? place : undefined)
    })
  }

  /** Ask the server again before drawing conclusions: most often the interview has just ended. */
  private later(takenAt?: PanelPlace): void {
    if (this.timer || !this.alive) return
    this.onLost()
    this.timer = setTimeout(() => {
      this.timer = null
      if (takenAt && this.wanted?.key === takenAt.key) this.set({ elsewhere: true })
      else void this.settle()
    }, RETRY_MS)
  }
}
