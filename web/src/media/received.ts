import { AudioOut, isSuspicious } from './audio_out'
import { Signal } from './model'
import { everybodyLost, withoutPerson, withPerson, withTrack, withTrackChange, type People } from './people'
import type { RemoteTrack, RoomEvents, Source } from './room.port'
import { FrameWatchdog } from './watchdog'

type ReceivedEvents = Pick<
  RoomEvents,
  'onJoined' | 'onLeft' | 'onTrack' | 'onTrackGone' | 'onTrackMuted' | 'onSpeakers' | 'onQuality'
>

/** What comes from the others at a desk: sound is played, frames are counted, people are kept up to date. */
export class Received {
  /** A track that is not what it says it is: refused here, to be told to the server. */
  readonly suspicious = new Signal<[identity: string, source: string]>()
  readonly audio: AudioOut
  private watchdog = new FrameWatchdog()
  private tracks = new Map<string, RemoteTrack>()

  constructor(
    private change: (how: (people: People) => People) => void,
    onBlocked: () => void,
  ) {
    this.audio = new AudioOut(onBlocked)
  }

  readonly events: ReceivedEvents = {
    onJoined: (identity) =>
      this.change((all) => withPerson(all, identity, { present: true, quality: 'unknown' })),
    onLeft: (identity) => this.onLeft(identity),
    onTrack: (track) => this.onTrack(track),
    onTrackGone: (sid) => this.onTrackGone(sid),
    onTrackMuted: (sid, muted) => {
      const track = this.tracks.get(sid)
      if (!track || track.source === 'other') return
      const { identity, source } = track
      this.watchdog.pause(sid, muted)
      this.change((all) => withTrackChange(all, identity, source, { muted }))
    },
    onSpeakers: (identities) =>
      this.change((all) =>
        Object.keys(all).reduce(
          (next, identity) => withPerson(next, identity, { speaking: identities.includes(identity) }),
          all,
        ),
      ),
    onQuality: (identity, quality) =>
      this.change((all) => (all[identity] ? withPerson(all, identity, { quality }) : all)),
  }

  /** The room is over: everybody is lost, with a camera since its last frame. */
  clear(): void {
    const at = Date.now()
    const cameras = [...this.tracks.values()].filter(({ source }) => source === 'camera')
    this.change((people) =>
      everybodyLost(
        cameras.reduce(
          (all, { identity, sid }) => withoutPerson(all, identity, this.watchdog.lastFrameAt(sid) ?? at),
          people,
        ),
        at,
      ),
    )
    this.watchdog.stop()
    this.audio.clear()
    this.tracks.clear()
  }

  private onTrack(track: RemoteTrack): void {
    if (isSuspicious(track)) {
      track.drop()
      this.suspicious.tell(track.identity, track.source)
      return
    }
    this.tracks.set(track.sid, track)
    this.change((people) => withTrack(people, track))
    if (track.kind === 'audio') return this.audio.add(track)
    const source = track.source as Source
    this.watchdog.watch(
      track.sid,
      () => track.framesDecoded(),
      (interruptedSince) =>
        this.change((people) => withTrackChange(people, track.identity, source, { interruptedSince })),
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
    // A camera is never withdrawn by us, so one that goes is lost; the SDK tells it before it tells who left.
    this.change((people) =>
      source === 'camera'
        ? withTrackChange(people, identity, source, {
            mediaTrack: null,
            interruptedSince: people[identity]?.camera?.interruptedSince ?? last ?? Date.now(),
          })
        : withPerson(people, identity, { [source]: null }),
    )
  }

  private onLeft(identity: string): void {
    for (const track of [...this.tracks.values()])
      if (track.identity === identity) this.onTrackGone(track.sid)
    this.change((people) => withoutPerson(people, identity, Date.now()))
  }
}
