import { ApiError } from '@/api/client'
import type { DeskOptions } from '@/media/desk.model'
import { LocalMedia } from '@/media/local.model'
import { Model } from '@/media/model'
import { DeskMover } from '@/media/mover.model'
import type { Seat } from '@/media/room.port'
import type { GetSeat } from '@/media/seat_question'

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
  readonly mover: DeskMover
  private wanted: PanelPlace | null = null
  private alive = false
  private moving = false
  /** A question to the server, or the pause after it, is under way. */
  private waiting = false
  private offCurrent: (() => void) | null = null

  /**
   * `readAgain`: the server thinks otherwise than we do, so what the page shows is old; the answer says whether
   * the server was heard.
   */
  constructor(
    private readAgain: () => Promise<boolean>,
    base: Pick<DeskOptions, 'createRoom'> = {},
  ) {
    super({ elsewhere: false })
    this.mover = new DeskMover({ local: this.local, ...base })
  }

  start(): void {
    this.alive = true
    void this.local.open()
    void this.settle()
  }

  async stop(): Promise<void> {
    this.alive = false
    this.offCurrent?.()
    await this.mover.leave()
    this.local.close()
  }

  go(place: PanelPlace | null): void {
    if (this.wanted?.key === place?.key) return
    this.wanted = place
    if (this.moving) this.mover.turnBack()
    // What another page took stays with it, wherever the panel goes: only the person takes it back.
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
    let failed: boolean
    let place: PanelPlace | null
    do {
      place = this.wanted
      try {
        if (place) await this.visit(place)
        else await this.mover.leave()
        failed = false
      } catch {
        failed = true
      }
    } while (this.alive && this.wanted !== place)
    this.moving = false
    if (failed) void this.later()
  }

  private async visit(place: PanelPlace): Promise<void> {
    const desk = await this.mover.visit(
      { place: place.key, publish: FACE, cue: place.cue },
      guarded(place.seat),
    )
    this.offCurrent?.()
    this.offCurrent = desk.subscribe(() => {
      if (desk.getSnapshot().phase !== 'stopped' || desk !== this.mover.getSnapshot().current) return
      void this.later(desk.getSnapshot().stoppedBy === 'seat_closed' ? place : undefined)
    })
  }

  /** Ask the server again before drawing conclusions: most often the interview has just ended. */
  private async later(takenAt?: PanelPlace): Promise<void> {
    if (this.waiting || !this.alive) return
    this.waiting = true
    const heard = await this.readAgain()
    // The page follows what was read, and others have their time.
    await new Promise((done) => setTimeout(done, RETRY_MS))
    this.waiting = false
    if (!this.alive) return
    if (!takenAt || this.wanted?.key !== takenAt.key) return void this.settle()
    if (heard) this.set({ elsewhere: true })
    else void this.later(takenAt)
  }
}
