import { DeskConnection, type DeskOptions } from './desk.model'
import type { LocalKind } from './local.model'
import { Model } from './model'

export interface MoverState {
  current: DeskConnection | null
  /** The one being entered while the last is still open. */
  next: DeskConnection | null
  /** Opaque name of where we are: desk id, `panel`. */
  at: string | null
}

export interface Visit {
  /** What this place is called by the page. */
  place: string
  publish: readonly LocalKind[]
  /** Everybody there hears a cue before any microphone opens. */
  cue?: () => Promise<unknown>
}

/**
 * Staff go from desk to desk: connect there, show the picture, then close the microphone here,
 * and only then open it there. Nothing said in one room can reach the other.
 */
export class DeskMover extends Model<MoverState> {
  private turn: Promise<unknown> = Promise.resolve()
  /** A visit asked for before the last departure is no longer wanted. */
  private departures = 0

  constructor(private base: Pick<DeskOptions, 'local' | 'createRoom'>) {
    super({ current: null, next: null, at: null })
  }

  /** Visits follow one another; a later call waits for the one before it, unless that has not arrived yet. */
  visit(visit: Visit, getSeat: DeskOptions['getSeat']): Promise<DeskConnection> {
    this.turnBack()
    const { departures } = this
    const step = this.turn.then(() => this.go(visit, getSeat, departures))
    this.turn = step.catch(() => undefined)
    return step
  }

  leave(): Promise<void> {
    this.departures += 1
    this.turnBack()
    const step = this.turn.then(async () => {
      const { current } = this.state
      this.set({ current: null, next: null, at: null })
      await current?.leave()
    })
    this.turn = step
    return step
  }

  /** A place that cannot be reached is tried for ever: nobody may have to wait for that. */
  turnBack(): void {
    const { next } = this.state
    if (next && next.getSnapshot().phase !== 'connected') void next.leave()
  }

  private async go(
    visit: Visit,
    getSeat: DeskOptions['getSeat'],
    departures: number,
  ): Promise<DeskConnection> {
    const stay = () => {
      if (departures !== this.departures) throw new Error('left')
    }
    stay()
    const last = this.state.current
    if (last && this.state.at === visit.place && last.getSnapshot().phase !== 'stopped') {
      await last.publish(visit.publish)
      return last
    }
    const next = new DeskConnection({
      ...this.base,
      getSeat,
      publish: visit.publish.filter((kind) => kind !== 'microphone'),
      listening: false,
    })
    this.set({ next })
    next.start()
    try {
      await next.whenConnected()
      stay()
      last?.setListening(false)
      await last?.publish([])
      await visit.cue?.()
      stay()
    } catch (error) {
      // The place is closed to us, or no longer wanted: stay where we are.
      this.set({ next: null })
      await next.leave()
      throw error
    }
    next.setListening(true)
    await next.publish(visit.publish)
    this.set({ current: next, next: null, at: visit.place })
    await last?.leave()
    return next
  }
}
