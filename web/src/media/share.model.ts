import { faultOf } from './fault'
import { Model } from './model'
import type { Published, Room } from './room.port'

export interface ShareState {
  status: 'off' | 'asking' | 'on'
  track: MediaStreamTrack | null
  /** The browser can do it at all (phones cannot). */
  possible: boolean
}

/** The shared screen. The original survives a reconnect: the next room gets a new clone. */
export class ScreenShare extends Model<ShareState> {
  private room: Room | null = null
  private sent: Published | null = null
  private clone: MediaStreamTrack | null = null
  /** Each start and stop ends what the one before still waits for. */
  private turn = 0

  constructor() {
    super({
      status: 'off',
      track: null,
      possible: typeof navigator.mediaDevices?.getDisplayMedia === 'function',
    })
  }

  /** Call it first thing in the click handler: Safari forgets the click after any wait. */
  async start(): Promise<void> {
    if (this.state.status !== 'off') return
    const turn = ++this.turn
    this.set({ status: 'asking' })
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { ideal: 15 } },
        audio: false,
      })
      const track = stream.getVideoTracks()[0]
      if (!track) throw new DOMException('no track', 'NotFoundError')
      if (turn !== this.turn) return track.stop()
      track.contentHint = 'detail'
      track.addEventListener('ended', () => void this.stop()) // the browser's own "stop sharing"
      this.set({ status: 'on', track })
      await this.send()
    } catch (error) {
      if (turn !== this.turn) return
      await this.stop()
      // Closing the browser's chooser is an answer, not a fault.
      if (faultOf(error) !== 'permission_denied') throw error
    }
  }

  async stop(): Promise<void> {
    this.turn += 1
    const { track } = this.state
    const { sent } = this
    this.leave(this.room)
    this.set({ status: 'off', track: null })
    track?.stop()
    await sent?.unpublish().catch(() => undefined)
  }

  async enter(room: Room): Promise<void> {
    this.leave(room)
    await this.send().catch(() => undefined)
  }

  leave(room: Room | null = null): void {
    this.room = room
    this.sent = null
    this.clone?.stop()
    this.clone = null
  }

  private async send(): Promise<void> {
    const { room } = this
    const { track } = this.state
    if (!room || !track || this.clone || track.readyState !== 'live') return
    const clone = track.clone()
    this.clone = clone
    try {
      const sent = await room.publish('screen', clone)
      if (this.clone === clone) this.sent = sent
      else await sent.unpublish().catch(() => undefined) // stopped meanwhile
    } catch (error) {
      if (this.clone !== clone) return // cut, or stopped: the next room gets a clone of its own
      this.leave(room)
      throw error
    }
  }
}
