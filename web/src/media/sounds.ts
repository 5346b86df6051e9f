/* Short two-tone cues, made here: no sound file is fetched. Each goes with a word and a title on screen. */
import { keepRunning, tryToRun } from './keep_running'

export type Cue = 'talk' | 'invitation' | 'end' | 'alarm' | 'test'

const TONES: Record<Cue, readonly [hz: number, hz: number]> = {
  talk: [523, 784],
  invitation: [784, 1047],
  end: [659, 440],
  alarm: [880, 660],
  test: [523, 659],
}
const REPEAT_MS = 4_000
const VOLUME = 0.3

let context: AudioContext | null = null

/** Browsers let a page sound only after a touch: call this from the first click. */
export function wakeSounds(): void {
  if (typeof AudioContext === 'undefined') return
  if (context) return tryToRun(context)
  context = new AudioContext()
  keepRunning(context)
}

export function playCue(cue: Cue): Promise<void> {
  wakeSounds()
  if (!context) return Promise.resolve()
  const audio = context
  TONES[cue].forEach((hz, index) => {
    const start = audio.currentTime + 0.02 + index * 0.22
    const tone = audio.createOscillator()
    const gain = audio.createGain()
    tone.type = 'sine'
    tone.frequency.value = hz
    // Soft edges: a hard start would click.
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(VOLUME, start + 0.02)
    gain.gain.setValueAtTime(VOLUME, start + 0.16)
    gain.gain.linearRampToValueAtTime(0, start + 0.21)
    tone.connect(gain).connect(audio.destination)
    tone.start(start)
    tone.stop(start + 0.22)
  })
  return new Promise((resolve) => setTimeout(resolve, 480))
}

/** Rings every 4 s until the returned function is called. */
export function ring(cue: Cue = 'invitation'): () => void {
  void playCue(cue)
  const timer = setInterval(() => void playCue(cue), REPEAT_MS)
  return () => clearInterval(timer)
}
