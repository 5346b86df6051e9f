import type { Seat } from './room.port'

export interface SeatAsk {
  /** Why the last room ended, in the media server's numbers (2 same seat elsewhere, 4 removed, 5 closed). */
  after: number | null
  previous: Seat | null
}
export type GetSeat = (ask: SeatAsk) => Promise<Seat>

/** A question for a seat is answered long before this, or lost. */
const HANGING_MS = 3_000

/** Asks the server for a seat, and anew when the question hangs. The last question's answer counts. */
export class SeatQuestion {
  private askAnew: (() => void) | null = null

  constructor(private getSeat: GetSeat) {}

  /** Asking again is safe: the server knows only the seat that was taken last. */
  put(ask: SeatAsk): Promise<Seat> {
    return new Promise<Seat>((resolve, reject) => {
      let asked = 0
      const take = () => {
        const [since, mine] = [Date.now(), ++asked]
        this.askAnew = () => Date.now() - since > HANGING_MS && take()
        this.getSeat(ask).then(
          (seat) => mine === asked && resolve(seat),
          (error: unknown) => mine === asked && reject(error as Error),
        )
      }
      take()
    }).finally(() => {
      this.askAnew = null
    })
  }

  /** There is hope again: a question that hangs is put anew. */
  hurry(): void {
    this.askAnew?.()
  }
}
