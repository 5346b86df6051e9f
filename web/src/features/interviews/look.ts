import { untilHeard } from '@/api/again'
import { DeskConnection, type DeskOptions } from '@/media/desk.model'
import { guarded } from './panel_presence'
import { leaveSeat, takeDeskSeat } from './staff_acts'

/** One visit of somebody who only looks: nothing is sent and nothing is asked of this machine. */
export class Look {
  readonly desk: DeskConnection
  private identity: string | null = null
  private over = false

  constructor(entryId: string, purpose: 'view' | 'inspect', base: Pick<DeskOptions, 'createRoom'> = {}) {
    const take = async () => {
      const seat = await takeDeskSeat(entryId, purpose)
      this.identity = seat.identity
      if (this.over) this.giveUp()
      return seat
    }
    this.desk = new DeskConnection({ ...base, getSeat: guarded(take), listening: false })
    this.desk.start()
  }

  /** The eye at the candidate goes, and the trail has the end, at once: not when the media server notices. */
  async end(): Promise<void> {
    this.over = true
    this.giveUp()
    await this.desk.leave()
  }

  /** A refusal says that the seat is gone. */
  private giveUp(): void {
    const { identity } = this
    this.identity = null
    if (identity) void untilHeard(() => leaveSeat(identity)).catch(() => undefined)
  }
}
