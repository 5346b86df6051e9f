import { devicesMissing, faultOf, type MediaFault } from './fault'
import { LevelModel } from './level.model'
import { Model, Signal } from './model'

export type LocalKind = 'camera' | 'microphone'
export interface LocalSource {
  status: 'idle' | 'asking' | 'on' | 'failed'
  /** The person's switch: off sends black or silence and says so. */
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
  facing?: 'user' | 'environment'
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
  /** A source has a new original: whoever sends a clone of the old one replaces it. */
  readonly replaced = new Signal<[kind: LocalKind]>()
  /** A source's device is about to be asked for another way: clones of the original let go of it too. */
  readonly lettingGo = new Signal<[kind: LocalKind]>()
  /** The person (or staff, through the server) switched a source. */
  readonly switched = new Signal<[kind: LocalKind, enabled: boolean]>()
  private deadTimers = new Map<LocalKind, ReturnType<typeof setTimeout>>()
  private facing: 'user' | 'environment'

  constructor(private options: LocalOptions = {}) {
    super({ camera: NOTHING, microphone: NOTHING, devices: [] })
    this.facing = options.facing ?? 'user'
    document.addEventListener('visibilitychange', this.onVisible)
    navigator.mediaDevices?.addEventListener?.('devicechange', this.onDeviceChange)
  }

  /** One question for both; if one of them is missing, the other still comes. */
  async open(kinds: readonly LocalKind[] = KINDS): Promise<void> {
    const wanted = kinds.filter((kind) => this.state[kind].track?.readyState !== 'live')
    if (wanted.length === 0) return
    const missing = devicesMissing()
    if (missing) return wanted.forEach((kind) => this.change(kind, { status: 'failed', fault: missing }))
    wanted.forEach((kind) => this.change(kind, { status: 'asking', fault: null }))
    try {
      this.take(await this.ask(wanted), wanted)
    } catch (error) {
      if (wanted.length === 1) this.change(wanted[0]!, { status: 'failed', fault: faultOf(error) })
      else for (const kind of wanted) await this.openOne(kind)
    }
    await this.listDevices()
  }

  async choose(kind: LocalKind, deviceId: string): Promise<void> {
    this.change(kind, { deviceId })
    await this.renew(kind)
  }

  /** Front and back camera of a phone. */
  async flip(): Promise<void> {
    this.facing = this.facing === 'user' ? 'environment' : 'user'
    this.change('camera', { deviceId: null })
    // A phone opens one camera at a time: let go first.
    this.state.camera.track?.stop()
    this.lettingGo.tell('camera')
    await this.renew('camera')
  }

  get facingUser(): boolean {
    return this.facing === 'user'
  }

  setEnabled(kind: LocalKind, enabled: boolean): void {
    if (this.state[kind].enabled === enabled) return
    if (this.state[kind].track) this.state[kind].track.enabled = enabled
    this.change(kind, { enabled })
    this.switched.tell(kind, enabled)
  }

  retry(kind: LocalKind): Promise<void> {
    return this.renew(kind)
  }

  /** Lets go of both; the lamp goes out. */
  close(): void {
    document.removeEventListener('visibilitychange', this.onVisible)
    navigator.mediaDevices?.removeEventListener?.('devicechange', this.onDeviceChange)
    this.deadTimers.forEach(clearTimeout)
    for (const kind of KINDS) {
      this.state[kind].track?.stop()
      this.change(kind, { ...NOTHING })
    }
    this.level.setTrack(null)
  }

  private async openOne(kind: LocalKind): Promise<void> {
    try {
      this.take(await this.ask([kind]), [kind])
    } catch (error) {
      this.change(kind, { status: 'failed', fault: faultOf(error) })
    }
  }

  private async ask(kinds: readonly LocalKind[], anyDevice = false): Promise<MediaStream> {
    const { width = 1280, height = 720, frameRate = 24 } = this.options
    const device = (kind: LocalKind) => {
      const id = this.state[kind].deviceId
      return id && !anyDevice ? { deviceId: { exact: id } } : {}
    }
    const video: MediaTrackConstraints = {
      width: { ideal: width },
      height: { ideal: height },
      frameRate: { ideal: frameRate },
      ...(this.state.camera.deviceId && !anyDevice ? {} : { facingMode: { ideal: this.facing } }),
      ...device('camera'),
    }
    const audio: MediaTrackConstraints = {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      ...device('microphone'),
    }
    try {
      return await navigator.mediaDevices.getUserMedia({
        video: kinds.includes('camera') && video,
        audio: kinds.includes('microphone') && audio,
      })
    } catch (error) {
      const gone = (error as { name?: unknown } | null)?.name === 'OverconstrainedError'
      if (gone && !anyDevice) return this.ask(kinds, true) // the chosen device is not there today
      throw error
    }
  }

  private take(stream: MediaStream, kinds: readonly LocalKind[]): void {
    for (const kind of kinds) {
      const track = kind === 'camera' ? stream.getVideoTracks()[0] : stream.getAudioTracks()[0]
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
      if (before) this.replaced.tell(kind)
    }
  }

  private async renew(kind: LocalKind): Promise<void> {
    if (devicesMissing()) return this.open([kind])
    const had = this.state[kind].track
    this.change(kind, { status: 'asking', fault: null })
    await this.openOne(kind)
    if (!had && this.state[kind].track) this.replaced.tell(kind)
    await this.listDevices()
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
