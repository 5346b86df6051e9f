import { keepRunning } from './keep_running'
import { Model } from './model'

const STEP_MS = 100

/** Loudness of a track, 0…1, measured only while somebody looks. */
export class LevelModel {
  private inner = new (class extends Model<{ level: number }> {
    show(level: number): void {
      this.set({ level: Math.round(level * 50) / 50 })
    }
  })({ level: 0 })
  private watchers = 0
  private stopMeasuring: (() => void) | null = null
  private track: MediaStreamTrack | null = null

  getSnapshot = (): number => this.inner.getSnapshot().level

  subscribe = (listener: () => void): (() => void) => {
    const off = this.inner.subscribe(listener)
    this.watchers += 1
    this.restart()
    return () => {
      off()
      this.watchers -= 1
      if (this.watchers === 0) this.halt()
    }
  }

  setTrack(track: MediaStreamTrack | null): void {
    if (track === this.track) return
    this.track = track
    this.halt()
    this.restart()
  }

  private restart(): void {
    if (this.stopMeasuring || this.watchers === 0 || !this.track || typeof AudioContext === 'undefined')
      return
    const context = new AudioContext()
    const rest = keepRunning(context)
    const source = context.createMediaStreamSource(new MediaStream([this.track]))
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    source.connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      let sum = 0
      for (const sample of samples) sum += sample * sample
      // Decibels, so that quiet and loud voices both move the meter: -60 dB is nothing, -10 dB is full.
      const decibels = 20 * Math.log10(Math.sqrt(sum / samples.length) + 1e-6)
      this.inner.show(Math.min(1, Math.max(0, (decibels + 60) / 50)))
    }, STEP_MS)
    this.stopMeasuring = () => {
      rest()
      clearInterval(timer)
      source.disconnect()
      void context.close()
    }
  }

  private halt(): void {
    this.stopMeasuring?.()
    this.stopMeasuring = null
    this.inner.show(0)
  }
}
