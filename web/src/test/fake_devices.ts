import { vi } from 'vitest'
import { FakeTrack } from './fake_room'

class FakeStream {
  constructor(private tracks: FakeTrack[] = []) {}
  getTracks = () => this.tracks
  getVideoTracks = () => this.tracks.filter((track) => track.kind === 'video')
  getAudioTracks = () => this.tracks.filter((track) => track.kind === 'audio')
}

/** The browser's devices, as a test wants them. `fail` answers the next questions with these errors. */
export function fakeDevices() {
  const asked: MediaStreamConstraints[] = []
  const given: FakeTrack[] = []
  const fail: (string | null)[] = []
  let held: Promise<void> | null = null
  /** The next question stays open until the returned function is called. */
  const hold = () => {
    let answer = () => {}
    held = new Promise((resolve) => (answer = resolve))
    return () => answer()
  }
  const devices = Object.assign(new EventTarget(), {
    enumerateDevices: async () => [
      { kind: 'videoinput', deviceId: 'video-device', label: 'cam', groupId: '' },
    ],
    getUserMedia: async (wanted: MediaStreamConstraints) => {
      asked.push(wanted)
      const name = fail.shift()
      const wait = held
      held = null
      await wait
      if (name) throw new DOMException('no', name)
      const tracks = [
        wanted.video ? new FakeTrack('video') : null,
        wanted.audio ? new FakeTrack('audio') : null,
      ].filter((track) => track !== null)
      given.push(...tracks)
      return new FakeStream(tracks)
    },
    getDisplayMedia: async () => {
      const name = fail.shift()
      if (name) throw new DOMException('no', name)
      return new FakeStream([new FakeTrack('video')])
    },
  })
  const dark = () => Object.assign(new FakeTrack('video'), { label: 'dark' })
  Object.assign(HTMLCanvasElement.prototype, {
    getContext: () => null,
    captureStream: () => new FakeStream([dark()]),
  })
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('MediaStream', FakeStream)
  Object.defineProperty(navigator, 'mediaDevices', { value: devices, configurable: true })
  return { asked, given, fail, hold, devices }
}

export function showPage(visible: boolean): void {
  Object.defineProperty(document, 'visibilityState', {
    value: visible ? 'visible' : 'hidden',
    configurable: true,
  })
  document.dispatchEvent(new Event('visibilitychange'))
}
