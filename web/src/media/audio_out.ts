import type { RemoteTrack } from './room.port'

/** Only what is declared and is a microphone may sound: a track that lies about its kind never does. */
export function mayBeHeard(track: RemoteTrack): boolean {
  return track.kind === 'audio' && track.source === 'microphone'
}

export function isSuspicious(track: RemoteTrack): boolean {
  if (track.kind === 'audio') return track.source !== 'microphone'
  return track.source !== 'camera' && track.source !== 'screen'
}

/** The hidden audio elements of one room. */
export class AudioOut {
  private elements = new Map<string, HTMLAudioElement>()
  private listening = true

  /** `onBlocked`: the browser wants a touch before it plays. */
  constructor(private onBlocked: () => void = () => undefined) {}

  add(track: RemoteTrack): void {
    if (!mayBeHeard(track)) return
    const element = document.createElement('audio')
    element.autoplay = true
    element.muted = !this.listening
    element.dataset.testid = 'remote-audio'
    element.srcObject = new MediaStream([track.mediaTrack])
    document.body.append(element)
    // A telephone call on an iPhone pauses it, and nothing else would start it again.
    element.addEventListener('pause', () => this.start(element))
    this.start(element)
    this.remove(track.sid)
    this.elements.set(track.sid, element)
  }

  private start(element: HTMLAudioElement): void {
    if (!element.isConnected) return
    element.play()?.catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.onBlocked()
    })
  }

  remove(sid: string): void {
    const element = this.elements.get(sid)
    if (!element) return
    element.srcObject = null
    element.remove()
    this.elements.delete(sid)
  }

  setListening(listening: boolean): void {
    this.listening = listening
    for (const element of this.elements.values()) element.muted = !listening
  }

  async play(): Promise<void> {
    await Promise.all([...this.elements.values()].map((element) => element.play().catch(() => undefined)))
  }

  clear(): void {
    for (const sid of [...this.elements.keys()]) this.remove(sid)
  }
}
