import { vi } from 'vitest'

/** The browser's audio as a page meets it that nobody has touched: suspended until `allowed`. */
export function fakeAudio() {
  const audio = { allowed: false, loud: 0, made: [] as FakeContext[] }
  const node = () => ({ connect: (next: unknown) => next, disconnect: () => undefined })

  class FakeContext extends EventTarget {
    state = 'suspended'
    constructor() {
      super()
      audio.made.push(this)
    }
    async resume() {
      if (audio.allowed) this.change('running')
    }
    async close() {
      this.change('closed')
    }
    change(state: string) {
      if (this.state === state) return
      this.state = state
      this.dispatchEvent(new Event('statechange'))
    }
    createMediaStreamSource = node
    createAnalyser = () => ({
      ...node(),
      fftSize: 0,
      getFloatTimeDomainData: (samples: Float32Array) =>
        samples.fill(this.state === 'running' ? audio.loud : 0),
    })
  }
  vi.stubGlobal('AudioContext', FakeContext)
  return audio
}
