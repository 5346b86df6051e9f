/* What our models need from a media room, in our words. `livekit.room.ts` is the real one. */
export type Source = 'camera' | 'microphone' | 'screen'

/** An answer of the server's `…/seat`: the ticket of one browser tab to one room. */
export interface Seat {
  token: string
  ice_servers?: RTCIceServer[]
}

export interface RemoteTrack {
  sid: string
  identity: string
  kind: 'audio' | 'video'
  /** As declared by the sender; `other` is nothing that we ever send. */
  source: Source | 'other'
  muted: boolean
  mediaTrack: MediaStreamTrack
  /** Decoded so far; null where the browser does not tell. */
  framesDecoded(): Promise<number | null>
  /** Stop receiving it. */
  drop(): void
}

export interface Published {
  setMuted(muted: boolean): Promise<void>
  replace(track: MediaStreamTrack): Promise<void>
  unpublish(): Promise<void>
}

export type Quality = 'excellent' | 'good' | 'poor' | 'lost' | 'unknown'

export interface RoomEvents {
  /** The SDK's numbers: 1 by us, 2 same identity elsewhere, 4 removed, 5 room deleted; null unknown. */
  onDisconnected(reason: number | null): void
  onInterrupted(): void
  onRestored(): void
  onJoined(identity: string): void
  onLeft(identity: string): void
  onTrack(track: RemoteTrack): void
  onTrackGone(sid: string): void
  onTrackMuted(sid: string, muted: boolean): void
  /** One of our own was muted from outside. */
  onOwnMuted(source: Source, muted: boolean): void
  onSpeakers(identities: string[]): void
  onQuality(identity: string, quality: Quality): void
  /** How well our own sound and picture go up and come down. */
  onOwnQuality(quality: Quality): void
  onPlayback(allowed: boolean): void
  /** The server gave or took a right: publish again what is allowed. */
  onPermissions(): void
}

export interface Room {
  connect(seat: Seat): Promise<void>
  disconnect(): Promise<void>
  publish(source: Source, track: MediaStreamTrack): Promise<Published>
  startAudio(): Promise<void>
}

export type RoomFactory = (events: RoomEvents) => Promise<Room>

/** A join that the gate or the media server answered with a status; null when nobody answered. */
export class JoinRefused extends Error {
  constructor(readonly status: number | null) {
    super(`join refused (${status ?? 'no answer'})`)
    this.name = 'JoinRefused'
  }
}
