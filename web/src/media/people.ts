import type { Quality, RemoteTrack, Source } from './room.port'

/** One source of one person at the desk, as a tile shows it. */
export interface TrackView {
  source: Source
  mediaTrack: MediaStreamTrack | null
  muted: boolean
  /** No decoded frame since this moment (this machine's clock); null while frames come. */
  interruptedSince: number | null
}

export interface PersonView {
  /** Opaque: the page knows from its `…/now` who this is. */
  identity: string
  present: boolean
  speaking: boolean
  quality: Quality
  camera: TrackView | null
  screen: TrackView | null
  microphone: TrackView | null
}

export type People = Readonly<Record<string, PersonView>>

const EMPTY: Omit<PersonView, 'identity'> = {
  present: true,
  speaking: false,
  quality: 'unknown',
  camera: null,
  screen: null,
  microphone: null,
}

export function withPerson(people: People, identity: string, change: Partial<PersonView>): People {
  const before = people[identity] ?? { ...EMPTY, identity }
  return { ...people, [identity]: { ...before, ...change } }
}

export function withTrack(people: People, track: RemoteTrack): People {
  if (track.source === 'other') return people
  const view: TrackView = {
    source: track.source,
    mediaTrack: track.mediaTrack,
    muted: track.muted,
    interruptedSince: null,
  }
  // Somebody back from a cut starts with a clean sheet.
  const known = people[track.identity]
  const quality = known?.present ? known.quality : 'unknown'
  return withPerson(people, track.identity, { present: true, quality, [track.source]: view })
}

export function withTrackChange(
  people: People,
  identity: string,
  source: Source,
  change: Partial<TrackView>,
): People {
  const view = people[identity]?.[source]
  return view ? withPerson(people, identity, { [source]: { ...view, ...change } }) : people
}

/** Whoever left or was cut stays known: their tile counts from the last frame until the page forgets them. */
export function withoutPerson(people: People, identity: string, at: number): People {
  const person = people[identity]
  if (!person) return people
  const lost = (view: TrackView | null): TrackView | null =>
    view && { ...view, mediaTrack: null, interruptedSince: view.interruptedSince ?? at }
  return withPerson(people, identity, {
    present: false,
    speaking: false,
    quality: 'lost',
    camera: lost(person.camera),
    screen: null,
    microphone: null,
  })
}

export function everybodyLost(people: People, at: number): People {
  return Object.keys(people).reduce((all, identity) => withoutPerson(all, identity, at), people)
}
