import { isApiError, isPassing } from '@/api/errors'
import { AudioOut, isSuspicious } from './audio_out'
import { Backoff, onHope } from './backoff'
import { livekitRoom } from './livekit.room'
import type { LocalKind, LocalMedia } from './local.model'
import { Model, Signal } from './model'
import { everybodyLost, withoutPerson, withPerson, withTrack, withTrackChange, type People } from './people'
import {
  JoinRefused,
  type Quality,
  type RemoteTrack,
  type Room,
  type RoomEvents,
  type RoomFactory,
  type Seat,
  type Source,
} from './room.port'
import { Sender } from './sender'
import { ScreenShare } from './share.model'
import { FrameWatchdog } from './watchdog'

export interface SeatAsk {
  /** Why the last room ended, in the media server's numbers (2 same seat elsewhere, 4 removed, 5 closed). */
  after: number | null
  previous: Seat | null
}
export type GetSeat = (ask: SeatAsk) => Promise<Seat>

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
/** A question for a seat is answered long before this, or lost. */
const HANGING_MS = 3_000

/** One browser tab at one desk: joins, sends, receives, and comes back by itself for ever. */
export class DeskConnection extends Model<DeskState> {
  readonly share = new ScreenShare()
  /** A track that is not what it says it is: refused here, to be told to the server. */
  readonly suspicious = new Signal<[identity: string, source: string]>()
  /** The server muted or unmuted one of our own. */
  readonly mutedByServer = new Signal<[source: Source]>()
  private sender: Sender
  private audio = new AudioOut()
  private watchdog = new FrameWatchdog()
  private backoff = new Backoff()
  private tracks = new Map<string, RemoteTrack>()
  private room: Room | null = null
  private running = false
  /** The present room was entered: what follows is resuming, not joining. */
  private joined = false
  /** Asks anew for the seat whose question hangs. */
  private askAnew: (() => void) | null = null
  private stopHope: (() => void) | null = null
  /** Ends the wait for the end of the present room. */
  private roomEnded: ((reason: number | null) => void) | null = null

  constructor(private options: DeskOptions) {
    super(IDLE_DESK)
    this.sender = new Sender(options.local ?? null)
    void this.sender.want(options.publish ?? [])
    this.audio.setListening(options.listening ?? true)
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
    this.audio.setListening(listening)
  }

  async startAudio(): Promise<void> {
    await Promise.all([this.room?.startAudio(), this.audio.play()])
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
        const seat = await this.takeSeat(ask)
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

  /** Asking again is safe: the server knows only the seat that was taken last. */
  private takeSeat(ask: SeatAsk): Promise<Seat> {
    return new Promise<Seat>((resolve, reject) => {
      let asked = 0
      const take = () => {
        const [since, mine] = [Date.now(), ++asked]
        this.askAnew = () => Date.now() - since > HANGING_MS && take()
        this.options.getSeat(ask).then(
          (seat) => mine === asked && resolve(seat),
          (error: unknown) => mine === asked && reject(error as Error),
        )
      }
      take()
    }).finally(() => {
      this.askAnew = null
    })
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
    this.askAnew?.()
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
    const at = Date.now()
    let { people } = this.state
    for (const track of this.tracks.values()) {
      if (track.source !== 'camera') continue
      people = withoutPerson(people, track.identity, this.watchdog.lastFrameAt(track.sid) ?? at)
    }
    this.set({ people: everybodyLost(people, at) })
    this.watchdog.stop()
    this.audio.clear()
    this.tracks.clear()
    await room?.disconnect().catch(() => undefined)
  }

  private onTrack(track: RemoteTrack): void {
    if (isSuspicious(track)) {
      track.drop()
      this.suspicious.tell(track.identity, track.source)
      return
    }
    this.tracks.set(track.sid, track)
    this.set({ people: withTrack(this.state.people, track) })
    if (track.kind === 'audio') return this.audio.add(track)
    const source = track.source as Source
    this.watchdog.watch(
      track.sid,
      () => track.framesDecoded(),
      (interruptedSince) =>
        this.set({
          people: withTrackChange(this.state.people, track.identity, source, { interruptedSince }),
        }),
    )
    this.watchdog.pause(track.sid, track.muted)
  }

  private onTrackGone(sid: string): void {
    const track = this.tracks.get(sid)
    const last = this.watchdog.lastFrameAt(sid)
    this.tracks.delete(sid)
    this.watchdog.forget(sid)
    this.audio.remove(sid)
    if (!track || track.source === 'other') return
    const { identity, source } = track
    const { people } = this.state
    // A camera is never withdrawn by us, so one that goes is lost; the SDK tells it before it tells who left.
    const lost = {
      mediaTrack: null,
      interruptedSince: people[identity]?.camera?.interruptedSince ?? last ?? Date.now(),
    }
    this.set({
      people:
        source === 'camera'
          ? withTrackChange(people, identity, source, lost)
          : withPerson(people, identity, { [source]: null }),
    })
  }

  private onLeft(identity: string): void {
    for (const track of [...this.tracks.values()])
      if (track.identity === identity) this.onTrackGone(track.sid)
    this.set({ people: withoutPerson(this.state.people, identity, Date.now()) })
  }

  private roomEvents(): RoomEvents {
    const people = (change: (people: People) => People) => this.set({ people: change(this.state.people) })
    return {
      onDisconnected: (reason) => this.endRoom(reason),
      onInterrupted: () => this.state.phase === 'connected' && this.interrupted(),
      onRestored: () => this.set({ phase: 'connected', since: null }),
      onJoined: (identity) =>
        people((all) => withPerson(all, identity, { present: true, quality: 'unknown' })),
      onLeft: (identity) => this.onLeft(identity),
      onTrack: (track) => this.onTrack(track),
      onTrackGone: (sid) => this.onTrackGone(sid),
      onTrackMuted: (sid, muted) => {
        const track = this.tracks.get(sid)
        if (!track || track.source === 'other') return
        const { identity, source } = track
        this.watchdog.pause(sid, muted)
        people((all) => withTrackChange(all, identity, source, { muted }))
      },
      onOwnMuted: (source, muted) => this.onOwnMuted(source, muted),
      onSpeakers: (identities) =>
        people((all) =>
          Object.keys(all).reduce(
            (next, identity) => withPerson(next, identity, { speaking: identities.includes(identity) }),
            all,
          ),
        ),
      onQuality: (identity, quality) =>
        people((all) => (all[identity] ? withPerson(all, identity, { quality }) : all)),
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
