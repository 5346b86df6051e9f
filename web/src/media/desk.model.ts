import { isApiError, isPassing } from '@/api/errors'
import { Backoff, onHope } from './backoff'
import { livekitRoom } from './livekit.room'
import type { LocalKind, LocalMedia } from './local.model'
import { Model, Signal } from './model'
import { everybodyLost, type People } from './people'
import { Received } from './received'
import {
  JoinRefused,
  type Quality,
  type Room,
  type RoomEvents,
  type RoomFactory,
  type Seat,
  type Source,
} from './room.port'
import { SeatQuestion, type GetSeat, type SeatAsk } from './seat_question'
import { Sender } from './sender'
import { ScreenShare } from './share.model'

export interface DeskState {
  phase: 'idle' | 'connecting' | 'connected' | 'interrupted' | 'stopped'
  /** Since when there has been no working connection (this machine's clock). */
  since: number | null
  /** The code of the refusal that ended it for good. */
  stoppedBy: string | null
  people: People
  /** Of our own connection, as the media server grades it. */
  quality: Quality
  /** The browser wants a touch before it plays sound: offer `startAudio()`. */
  soundBlocked: boolean
}

export interface DeskOptions {
  getSeat: GetSeat
  local?: LocalMedia | null
  publish?: readonly LocalKind[]
  /** False: others are seen but not heard (yet). */
  listening?: boolean
  createRoom?: RoomFactory
}

export const IDLE_DESK: DeskState = {
  phase: 'idle',
  since: null,
  stoppedBy: null,
  people: {},
  quality: 'unknown',
  soundBlocked: false,
}

/** The API gives seats, the gate lets in: when they disagree this often, the seat is closed. */
const GATE_REFUSALS = 2
/** The SDK may resume by itself this long before the network's return makes us start afresh. */
const RESUME_GRACE_MS = 1_000

/** One browser tab at one desk: joins, sends, receives, and comes back by itself for ever. */
export class DeskConnection extends Model<DeskState> {
  readonly share = new ScreenShare()
  /** The server muted or unmuted one of our own. */
  readonly mutedByServer = new Signal<[source: Source]>()
  private sender: Sender
  private received = new Received(
    (how) => this.set({ people: how(this.state.people) }),
    () => this.set({ soundBlocked: true }),
  )
  readonly suspicious = this.received.suspicious
  private backoff = new Backoff()
  private question: SeatQuestion
  private room: Room | null = null
  private running = false
  /** The present room was entered: what follows is resuming, not joining. */
  private joined = false
  private stopHope: (() => void) | null = null
  /** Ends the wait for the end of the present room. */
  private roomEnded: ((reason: number | null) => void) | null = null

  constructor(private options: DeskOptions) {
    super(IDLE_DESK)
    this.question = new SeatQuestion(options.getSeat)
    this.sender = new Sender(options.local ?? null)
    void this.sender.want(options.publish ?? [])
    this.received.audio.setListening(options.listening ?? true)
  }

  start(): void {
    if (this.running) return
    this.running = true
    this.set({ phase: 'connecting', since: Date.now(), stoppedBy: null })
    this.stopHope = onHope(() => this.hurry())
    void this.run()
  }

  /** Leave for good; the originals stay open. */
  async leave(): Promise<void> {
    this.running = false
    this.stopHope?.()
    this.backoff.hurry()
    await this.dropRoom()
    this.roomEnded?.(null)
    await this.share.stop()
    this.sender.close()
    this.set({ phase: 'idle', since: null, people: {}, quality: 'unknown' })
  }

  /** What of camera and microphone is sent; resolves when it is so. */
  publish(kinds: readonly LocalKind[]): Promise<void> {
    return this.sender.want(kinds)
  }

  setListening(listening: boolean): void {
    this.received.audio.setListening(listening)
  }

  async startAudio(): Promise<void> {
    await Promise.all([this.room?.startAudio(), this.received.audio.play()])
    this.set({ soundBlocked: false })
  }

  /** Resolves once connected (and sending what is wanted); rejects when stopped for good. */
  whenConnected(): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const { phase, stoppedBy } = this.state
        if (phase === 'connected') resolve()
        else if (phase === 'stopped' || phase === 'idle') reject(new Error(stoppedBy ?? 'left'))
        else return
        off()
      }
      const off = this.subscribe(look)
      look()
    })
  }

  /** The page no longer expects this person: their lost tile goes. */
  forget(identity: string): void {
    const { [identity]: _gone, ...people } = this.state.people
    this.set({ people })
  }

  private async run(): Promise<void> {
    let ask: SeatAsk = { after: null, previous: null }
    let refusals = 0
    while (this.running) {
      try {
        const seat = await this.question.put(ask)
        if (!this.running) return
        const ended = this.awaitEnd()
        await this.join(seat)
        refusals = 0
        this.backoff.reset()
        ask = { after: await ended, previous: seat }
        if (!this.running) return
        this.interrupted()
      } catch (error) {
        await this.dropRoom()
        if (!this.running) return
        if (error instanceof JoinRefused) {
          // 401 and 404 pass: a token outlived, a room being made again after the media server's restart.
          refusals = error.status === 403 ? refusals + 1 : 0
          if (refusals > GATE_REFUSALS) return this.stop('seat_closed')
        } else if (!isPassing(error)) return this.stop(isApiError(error) ? error.code : 'unknown')
        this.interrupted()
        await this.backoff.wait()
      }
    }
  }

  private async join(seat: Seat): Promise<void> {
    const room = await (this.options.createRoom ?? livekitRoom)(this.roomEvents())
    if (!this.running) return
    this.room = room
    await room.connect(seat)
    if (!this.running || this.room !== room) return void room.disconnect()
    // Who did not come back with us is known by their absence; tracks arrive by events.
    await Promise.all([this.sender.enter(room), this.share.enter(room)])
    if (this.room !== room) return
    this.joined = true
    this.set({ phase: 'connected', since: null })
  }

  private awaitEnd(): Promise<number | null> {
    return new Promise((resolve) => {
      this.roomEnded = resolve
    })
  }

  private stop(code: string): void {
    this.running = false
    this.stopHope?.()
    void this.share.stop()
    this.set({
      phase: 'stopped',
      stoppedBy: code,
      since: this.state.since ?? Date.now(),
      people: everybodyLost(this.state.people, Date.now()),
    })
  }

  private interrupted(): void {
    const phase = this.state.phase === 'connecting' ? 'connecting' : 'interrupted'
    this.set({ phase, since: this.state.since ?? Date.now() })
  }

  /** The network is back or the page visible: do not sit out a pause, nor the SDK's own slow tries. */
  private hurry(): void {
    this.backoff.hurry()
    this.question.hurry()
    const { phase, since } = this.state
    if (phase === 'interrupted' && this.joined && since !== null && Date.now() - since > RESUME_GRACE_MS) {
      this.endRoom(null)
    }
  }

  private endRoom(reason: number | null): void {
    void this.dropRoom()
    this.roomEnded?.(reason)
    this.roomEnded = null
  }

  private async dropRoom(): Promise<void> {
    const room = this.room
    this.room = null
    this.joined = false
    this.sender.leave()
    this.share.leave()
    this.received.clear()
    await room?.disconnect().catch(() => undefined)
  }

  private roomEvents(): RoomEvents {
    return {
      ...this.received.events,
      onDisconnected: (reason) => this.endRoom(reason),
      onInterrupted: () => this.state.phase === 'connected' && this.interrupted(),
      onRestored: () => this.set({ phase: 'connected', since: null }),
      onOwnMuted: (source, muted) => this.onOwnMuted(source, muted),
      onOwnQuality: (quality) => this.set({ quality }),
      onPlayback: (allowed) => this.set({ soundBlocked: !allowed }),
      onPermissions: () => void this.sender.again(),
    }
  }

  private onOwnMuted(source: Source, muted: boolean): void {
    if (!muted) return
    if (source === 'screen') {
      if (this.share.getSnapshot().status === 'off') return
      void this.share.stop()
      return this.mutedByServer.tell(source)
    }
    const { local } = this.options
    if (!local?.getSnapshot()[source].enabled || !this.sender.isAlive(source)) return
    // We did not switch it: the panel did. The switch on the page must tell the truth.
    local.setEnabled(source, false)
    this.mutedByServer.tell(source)
  }
}
