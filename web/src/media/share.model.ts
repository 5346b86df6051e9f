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
    this.set({ status: 'asking' })
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { ideal: 15 } },
        audio: false,
      })
      const track = stream.getVideoTracks()[0]
      if (!track) throw new DOMException('no track', 'NotFoundError')
      track.contentHint = 'detail'
      track.addEventListener('ended', () => void this.stop()) // the browser's own "stop sharing"
      this.set({ status: 'on', track })
      await this.send()
    } catch (error) {
      this.set({ status: 'off', track: null })
      // Closing the browser's chooser is an answer, not a fault.
      if (faultOf(error) !== 'permission_denied') throw error
    }
  }

  async stop(): Promise<void> {
    const { track } = this.state
    const sent = this.sent
    this.sent = null
    this.set({ status: 'off', track: null })
    track?.stop()
    await sent?.unpublish().catch(() => undefined)
  }

  async enter(room: Room): Promise<void> {
    this.room = room
    this.sent = null
    await this.send().catch(() => undefined)
  }

  leave(): void {
    this.room = null
    this.sent = null
  }

  private async send(): Promise<void> {
    const { track } = this.state
    if (!this.room || !track || this.sent || track.readyState !== 'live') return
    this.sent = await this.room.publish('screen', track.clone())
  }
}
