import type {
  ConnectionError,
  LocalTrackPublication,
  RemoteTrack as SdkTrack,
  RemoteTrackPublication,
  Room as SdkRoom,
  Track,
} from 'livekit-client'
import {
  JoinRefused,
  type Published,
  type Quality,
  type RemoteTrack,
  type Room,
  type RoomEvents,
  type RoomFactory,
  type Source,
} from './room.port'
import { loadSdk, type Sdk } from './sdk'

/** Few and quick: after these our own loop takes a fresh seat and a fresh room. */
const RESUME_DELAYS_MS = [0, 300, 700, 1_200, 2_000]
const CAMERA_BITRATE = 1_200_000
const SCREEN_BITRATE = 2_000_000

export const livekitRoom: RoomFactory = async (events) => new LivekitRoom(await loadSdk(), events)

class LivekitRoom implements Room {
  private room: SdkRoom

  constructor(
    private sdk: Sdk,
    private events: RoomEvents,
  ) {
    this.room = new sdk.Room({
      adaptiveStream: false,
      dynacast: false,
      // The originals belong to LocalMedia; clones end with their room.
      stopLocalTrackOnUnpublish: true,
      disconnectOnPageLeave: true,
      reconnectPolicy: { nextRetryDelayInMs: ({ retryCount }) => RESUME_DELAYS_MS[retryCount] ?? null },
    })
    this.listen()
  }

  async connect(seat: { token: string; ice_servers?: RTCIceServer[] }): Promise<void> {
    try {
      await this.room.connect(location.origin.replace(/^http/, 'ws'), seat.token, {
        autoSubscribe: true,
        maxRetries: 0,
        peerConnectionTimeout: 10_000,
        websocketTimeout: 6_000,
        // Ours or none: without this the SDK would ask servers of other companies.
        rtcConfig: { iceServers: seat.ice_servers ?? [] },
      })
    } catch (error) {
      // The text of the error holds the token: only the status goes on.
      throw new JoinRefused(error instanceof this.sdk.ConnectionError ? statusOf(error) : null)
    }
  }

  async disconnect(): Promise<void> {
    this.room.removeAllListeners()
    await this.room.disconnect(true)
  }

  async publish(source: Source, track: MediaStreamTrack): Promise<Published> {
    const { Track } = this.sdk
    const screen = source === 'screen'
    const publication = await this.room.localParticipant.publishTrack(track, {
      source: {
        camera: Track.Source.Camera,
        microphone: Track.Source.Microphone,
        screen: Track.Source.ScreenShare,
      }[source],
      simulcast: false,
      videoCodec: 'vp8',
      dtx: true,
      red: true,
      ...(source === 'microphone'
        ? {}
        : {
            videoEncoding: {
              maxBitrate: screen ? SCREEN_BITRATE : CAMERA_BITRATE,
              maxFramerate: screen ? 15 : 30,
            },
          }),
    })
    // A source switched off before it was sent must also say so.
    if (!track.enabled) await publication.mute()
    return published(this.room, publication)
  }

  async startAudio(): Promise<void> {
    await this.room.startAudio()
  }

  private listen(): void {
    const { RoomEvent, ParticipantEvent, DisconnectReason } = this.sdk
    const { events, room } = this
    room
      .on(RoomEvent.Disconnected, (reason) =>
        events.onDisconnected(
          reason === undefined || reason === DisconnectReason.UNKNOWN_REASON ? null : reason,
        ),
      )
      .on(RoomEvent.SignalReconnecting, () => events.onInterrupted())
      // Beyond a resume the SDK would build everything anew by itself, on other publications than the ones
      // that our switches hold: a microphone switched off would go on. Our own loop takes a fresh room.
      .on(RoomEvent.Reconnecting, () => events.onDisconnected(null))
      .on(RoomEvent.Reconnected, () => events.onRestored())
      .on(RoomEvent.ParticipantConnected, (participant) => events.onJoined(participant.identity))
      .on(RoomEvent.ParticipantDisconnected, (participant) => events.onLeft(participant.identity))
      .on(RoomEvent.TrackSubscribed, (track, publication, participant) =>
        events.onTrack(this.remote(track, publication, participant.identity)),
      )
      .on(RoomEvent.TrackUnsubscribed, (_track, publication) => events.onTrackGone(publication.trackSid))
      .on(RoomEvent.TrackMuted, (publication, participant) => {
        if (participant === room.localParticipant)
          events.onOwnMuted(this.sourceOf(publication.source) as Source, true)
        else events.onTrackMuted(publication.trackSid, true)
      })
      .on(RoomEvent.TrackUnmuted, (publication, participant) => {
        if (participant === room.localParticipant)
          events.onOwnMuted(this.sourceOf(publication.source) as Source, false)
        else events.onTrackMuted(publication.trackSid, false)
      })
      .on(RoomEvent.ActiveSpeakersChanged, (speakers) =>
        events.onSpeakers(speakers.map((participant) => participant.identity)),
      )
      .on(RoomEvent.ConnectionQualityChanged, (quality, participant) =>
        participant === room.localParticipant
          ? events.onOwnQuality(quality as Quality)
          : events.onQuality(participant.identity, quality as Quality),
      )
      .on(RoomEvent.AudioPlaybackStatusChanged, () => events.onPlayback(room.canPlaybackAudio))
    room.localParticipant.on(ParticipantEvent.ParticipantPermissionsChanged, () => events.onPermissions())
  }

  private remote(track: SdkTrack, publication: RemoteTrackPublication, identity: string): RemoteTrack {
    return {
      sid: publication.trackSid,
      identity,
      kind: track.kind === this.sdk.Track.Kind.Audio ? 'audio' : 'video',
      source: this.sourceOf(publication.source),
      muted: publication.isMuted,
      mediaTrack: track.mediaStreamTrack,
      framesDecoded: () => framesDecoded(track.receiver),
      drop: () => publication.setSubscribed(false),
    }
  }

  private sourceOf(source: Track.Source): Source | 'other' {
    const { Source } = this.sdk.Track
    if (source === Source.Camera) return 'camera'
    if (source === Source.Microphone) return 'microphone'
    return source === Source.ScreenShare ? 'screen' : 'other'
  }
}

function published(room: SdkRoom, publication: LocalTrackPublication): Published {
  return {
    async setMuted(muted) {
      await (muted ? publication.mute() : publication.unmute())
    },
    async replace(track) {
      await publication.track?.replaceTrack(track, true)
    },
    async unpublish() {
      if (publication.track) await room.localParticipant.unpublishTrack(publication.track, true)
    },
  }
}

async function framesDecoded(receiver: RTCRtpReceiver | undefined): Promise<number | null> {
  const report = await receiver?.getStats()
  let frames: number | null = null
  report?.forEach((stat: { type: string; framesDecoded?: number }) => {
    if (stat.type === 'inbound-rtp' && typeof stat.framesDecoded === 'number') frames = stat.framesDecoded
  })
  return frames
}

/** Where the status stands depends on how far the join came. */
/** What the front door or the media server answered to a join; null: nobody did. */
export function statusOf(error: ConnectionError): number | null {
  if (typeof error.status === 'number') return error.status
  const context: unknown = error.context
  if (typeof context === 'object' && context !== null && 'status' in context)
    return Number(context.status) || null
  return null
}
