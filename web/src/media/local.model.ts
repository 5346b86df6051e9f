import { capture, type Facing, type LocalKind } from './capture'
import { darkTrack } from './dark_track'
import { devicesMissing, faultOf, type MediaFault } from './fault'
import { LevelModel } from './level.model'
import { Model, Signal } from './model'

export type { LocalKind } from './capture'
export interface LocalSource {
  status: 'idle' | 'asking' | 'on' | 'failed'
  /** The person's switch: off sends black (the camera itself is let go) or silence, and says so. */
  enabled: boolean
  track: MediaStreamTrack | null
  fault: MediaFault | null
  deviceId: string | null
  label: string
}
export interface LocalState {
  camera: LocalSource
  microphone: LocalSource
  devices: readonly MediaDeviceInfo[]
}
export interface LocalOptions {
  width?: number
  height?: number
  frameRate?: number
  facing?: Facing
}
interface Choice {
  deviceId: string | null
  facing: Facing
}

const NOTHING: LocalSource = {
  status: 'idle',
  enabled: true,
  track: null,
  fault: null,
  deviceId: null,
  label: '',
}
const KINDS: readonly LocalKind[] = ['camera', 'microphone']
const INPUT = { camera: 'videoinput', microphone: 'audioinput' } as const
/** A track that stays silent this long after the page came back is dead (iOS after a call). */
const DEAD_AFTER_MS = 1_000

/** The originals of this machine's camera and microphone: asked for once, cloned for every room. */
export class LocalMedia extends Model<LocalState> {
  readonly level = new LevelModel()
  /** A source has a new original: whoever sends a clone of the old one replaces it, or sends the first. */
  readonly replaced = new Signal<[kind: LocalKind]>()
  /** A source's device is about to be asked for another way: clones of the original let go of it too. */
  readonly lettingGo = new Signal<[kind: LocalKind]>()
  /** The person (or staff, through the server) switched a source. */
  readonly switched = new Signal<[kind: LocalKind, enabled: boolean]>()
  /** The newest question for each source; an answer to an older one is let go. */
  private asked = new Map<LocalKind, symbol>()
  private deadTimers = new Map<LocalKind, ReturnType<typeof setTimeout>>()
  /** What is sent instead while the camera is switched off. */
  private dark: MediaStreamTrack | null = null
  private facing: Facing

  constructor(private options: LocalOptions = {}) {
    super({ camera: NOTHING, microphone: NOTHING, devices: [] })
    this.facing = options.facing ?? 'user'
  }

  /** One question for both; if one of them is missing, the other still comes. */
  async open(kinds: readonly LocalKind[] = KINDS): Promise<void> {
    const wanted = kinds.filter((kind) => this.state[kind].track?.readyState !== 'live' && !this.isDark(kind))
    if (wanted.length === 0) return
    const missing = devicesMissing()
    if (missing) return wanted.forEach((kind) => this.change(kind, { status: 'failed', fault: missing }))
    if (wanted.length === 1) await this.openOne(wanted[0]!)
    else {
      const isNewest = this.begin(wanted)
      try {
        this.take(await this.ask(wanted), wanted, isNewest)
      } catch {
        for (const kind of wanted) if (isNewest(kind)) await this.openOne(kind)
      }
    }
    await this.listDevices()
  }

  choose(kind: LocalKind, deviceId: string): Promise<void> {
    return this.swap(kind, { deviceId, facing: this.facing })
  }

  /** Front and back camera of a phone. */
  flip(): Promise<void> {
    return this.swap('camera', { deviceId: null, facing: this.facingUser ? 'environment' : 'user' })
  }

  get facingUser(): boolean {
    return this.facing === 'user'
  }

  setEnabled(kind: LocalKind, enabled: boolean): void {
    if (this.state[kind].enabled === enabled) return
    this.change(kind, { enabled })
    // Others see it on when its picture is there, not before.
    if (kind === 'camera' && enabled) return void this.renew(kind)
    if (this.state[kind].track) this.state[kind].track.enabled = enabled
    this.switched.tell(kind, enabled)
    if (kind === 'camera') this.goDark()
  }

  async retry(kind: LocalKind): Promise<void> {
    await this.renew(kind)
  }

  /** Lets go of both; the lamp goes out. */
  close(): void {
    document.removeEventListener('visibilitychange', this.onVisible)
    navigator.mediaDevices?.removeEventListener?.('devicechange', this.onDeviceChange)
    this.asked.clear()
    this.deadTimers.forEach(clearTimeout)
    for (const kind of KINDS) {
      this.state[kind].track?.stop()
      this.change(kind, { ...NOTHING })
    }
    this.level.setTrack(null)
  }

  /** Off means off: the device is free for others and its lamp is out. */
  private goDark(): void {
    this.asked.delete('camera')
    const before = this.state.camera.track
    this.dark = darkTrack()
    this.change('camera', { status: 'on', track: this.dark, fault: null })
    before?.stop()
    this.lettingGo.tell('camera')
    this.replaced.tell('camera')
  }

  private isDark(kind: LocalKind): boolean {
    return kind === 'camera' && !this.state.camera.enabled
  }

  private begin(kinds: readonly LocalKind[]): (kind: LocalKind) => boolean {
    document.addEventListener('visibilitychange', this.onVisible)
    navigator.mediaDevices?.addEventListener?.('devicechange', this.onDeviceChange)
    const question = Symbol()
    for (const kind of kinds) {
      this.asked.set(kind, question)
      this.change(kind, { status: 'asking', fault: null })
    }
    return (kind) => this.asked.get(kind) === question
  }

  /** Why it did not open; null when it did, or when this question was overtaken by another or by the end. */
  private async openOne(kind: LocalKind): Promise<MediaFault | null> {
    const isNewest = this.begin([kind])
    try {
      this.take(await this.ask([kind]), [kind], isNewest)
      return null
    } catch (error) {
      if (!isNewest(kind)) return null
      const { track } = this.state[kind]
      const runs = track?.readyState === 'live' && !track.muted && track !== this.dark
      const fault = faultOf(error)
      this.change(kind, { status: runs ? 'on' : 'failed', fault })
      return fault
    }
  }

  /** A phone opens one device at a time: let go first, and go back if the choice cannot be had. */
  private async swap(kind: LocalKind, choice: Choice): Promise<void> {
    const { track, deviceId } = this.state[kind]
    const before = { deviceId, facing: this.facing }
    const hadOne = track?.readyState === 'live'
    this.prefer(kind, choice)
    if (this.isDark(kind)) return // the choice counts when it is switched on
    track?.stop()
    this.lettingGo.tell(kind)
    const fault = await this.renew(kind)
    if (!fault || !hadOne) return
    this.prefer(kind, before)
    await this.renew(kind)
    if (this.state[kind].status === 'on') this.change(kind, { fault })
  }

  private prefer(kind: LocalKind, { deviceId, facing }: Choice): void {
    this.facing = facing
    this.change(kind, { deviceId })
  }

  private ask(kinds: readonly LocalKind[]): Promise<MediaStream> {
    const { camera, microphone } = this.state
    return capture(kinds, {
      ...this.options,
      facing: this.facing,
      devices: { camera: camera.deviceId, microphone: microphone.deviceId },
    })
  }

  private take(
    stream: MediaStream,
    kinds: readonly LocalKind[],
    isNewest: (kind: LocalKind) => boolean,
  ): void {
    for (const kind of kinds) {
      const track = kind === 'camera' ? stream.getVideoTracks()[0] : stream.getAudioTracks()[0]
      if (!isNewest(kind)) {
        track?.stop()
        continue
      }
      if (!track) {
        this.change(kind, { status: 'failed', fault: 'not_found' })
        continue
      }
      const before = this.state[kind].track
      track.enabled = this.state[kind].enabled
      track.addEventListener('ended', () => this.onEnded(kind, track))
      track.addEventListener('mute', () => this.onMuted(kind))
      const deviceId = track.getSettings?.().deviceId ?? this.state[kind].deviceId
      this.change(kind, { status: 'on', track, fault: null, deviceId, label: track.label })
      if (kind === 'microphone') this.level.setTrack(track)
      before?.stop()
      this.replaced.tell(kind)
    }
  }

  private async renew(kind: LocalKind): Promise<MediaFault | null> {
    if (this.isDark(kind)) return null
    const fault = devicesMissing()
    if (fault) this.change(kind, { status: 'failed', fault })
    const refused = fault ?? (await this.openOne(kind))
    await this.listDevices()
    return refused
  }

  private onEnded(kind: LocalKind, track: MediaStreamTrack): void {
    if (this.state[kind].track !== track) return
    this.change(kind, { status: 'failed', fault: 'lost' })
    if (document.visibilityState === 'visible') void this.renew(kind)
  }

  private onMuted(kind: LocalKind): void {
    clearTimeout(this.deadTimers.get(kind))
    this.deadTimers.set(
      kind,
      setTimeout(() => this.reviveIfDead(kind), DEAD_AFTER_MS),
    )
  }

  private reviveIfDead(kind: LocalKind): void {
    const { track } = this.state[kind]
    if (document.visibilityState !== 'visible' || !track) return
    if (track.muted || track.readyState === 'ended') void this.renew(kind)
  }

  private onVisible = (): void => {
    if (document.visibilityState !== 'visible') return
    KINDS.forEach((kind) => this.state[kind].track && this.onMuted(kind))
  }

  private onDeviceChange = (): void => {
    void this.listDevices()
    // Plugged in again: come back without being asked.
    for (const kind of KINDS) {
      const { fault } = this.state[kind]
      if (fault === 'lost' || fault === 'not_found') void this.renew(kind)
    }
  }

  private async listDevices(): Promise<void> {
    const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? []
    this.set({ devices: all.filter((device) => Object.values<string>(INPUT).includes(device.kind)) })
  }

  private change(kind: LocalKind, change: Partial<LocalSource>): void {
    this.set({ [kind]: { ...this.state[kind], ...change } } as Partial<LocalState>)
  }
}
