import {
  JoinRefused,
  type Published,
  type RemoteTrack,
  type Room,
  type RoomEvents,
  type Seat,
  type Source,
} from '@/media/room.port'

/** A room that does what a test says. It stands behind the same port as the real one. */
export class FakeRoom implements Room {
  static made: FakeRoom[] = []
  static log: string[] = []
  /** Statuses with which the next joins are refused; null = no answer. */
  static refusals: (number | null)[] = []
  /** What publishing waits for, or fails by. */
  static publishing: Promise<unknown> = Promise.resolve()

  /** What putting another track in a sent one's place waits for, or fails by. */
  replacing: Promise<unknown> = Promise.resolve()
  connectedWith: Seat | null = null
  sent = new Map<Source, MediaStreamTrack>()
  muted = new Map<Source, boolean>()
  gone = false

  constructor(
    readonly events: RoomEvents,
    readonly name = `room${FakeRoom.made.length}`,
  ) {
    FakeRoom.made.push(this)
  }

  static reset(): void {
    FakeRoom.made = []
    FakeRoom.log = []
    FakeRoom.refusals = []
    FakeRoom.publishing = Promise.resolve()
  }
  static get last(): FakeRoom {
    return FakeRoom.made.at(-1)!
  }

  async connect(seat: Seat): Promise<void> {
    if (FakeRoom.refusals.length > 0) throw new JoinRefused(FakeRoom.refusals.shift() ?? null)
    this.connectedWith = seat
    FakeRoom.log.push(`${this.name} connected`)
  }
  async disconnect(): Promise<void> {
    this.gone = true
    this.sent.forEach((track) => track.stop())
    FakeRoom.log.push(`${this.name} left`)
  }
  async startAudio(): Promise<void> {}

  async publish(source: Source, track: MediaStreamTrack): Promise<Published> {
    await FakeRoom.publishing
    const send = (next: MediaStreamTrack) => {
      this.sent.set(source, next)
      // As the SDK does with a track given to it that ends: it withdraws a screen, and mutes the others.
      next.addEventListener('ended', () => {
        if (source === 'screen') return void this.sent.delete(source)
        this.muted.set(source, true)
        this.events.onOwnMuted(source, true)
      })
    }
    send(track)
    this.muted.set(source, !track.enabled)
    FakeRoom.log.push(`${this.name} sends ${source}`)
    return {
      setMuted: async (muted) => void this.muted.set(source, muted),
      // As the SDK does: the track before is not stopped.
      replace: async (next) => {
        await this.replacing
        send(next)
      },
      unpublish: async () => {
        this.sent.get(source)?.stop()
        this.sent.delete(source)
        FakeRoom.log.push(`${this.name} stops ${source}`)
      },
    }
  }
}

export class FakeTrack extends EventTarget {
  enabled = true
  muted = false
  readyState: MediaStreamTrackState = 'live'
  label: string
  contentHint = ''
  static count = 0
  readonly id = `track${++FakeTrack.count}`
  readonly clones: FakeTrack[] = []
  constructor(
    readonly kind: 'audio' | 'video',
    readonly cloneOf: FakeTrack | null = null,
  ) {
    super()
    this.label = `a ${kind} device`
  }
  clone(): FakeTrack {
    const copy = new FakeTrack(this.kind, this)
    copy.enabled = this.enabled
    this.clones.push(copy)
    return copy
  }
  /** The device is gone: the original and every clone end, and say so. */
  unplug(): void {
    for (const track of [this, ...this.clones]) {
      if (track.readyState === 'ended') continue
      track.readyState = 'ended'
      track.dispatchEvent(new Event('ended'))
    }
  }
  stop(): void {
    this.readyState = 'ended'
  }
  getSettings() {
    return { deviceId: `${this.kind}-device` }
  }
}

export interface FakeRemoteTrack extends RemoteTrack {
  frames: number
  dropped: boolean
}

export function remoteTrack(change: Partial<RemoteTrack> = {}): FakeRemoteTrack {
  const track: FakeRemoteTrack = {
    sid: 'TR_1',
    identity: 'someone',
    kind: 'video',
    source: 'camera',
    muted: false,
    mediaTrack: new FakeTrack('video') as unknown as MediaStreamTrack,
    frames: 0,
    dropped: false,
    framesDecoded: async () => track.frames,
    drop: () => {
      track.dropped = true
    },
    ...change,
  }
  return track
}
