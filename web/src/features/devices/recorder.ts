import { useCallback, useEffect, useRef, useState } from 'react'
import type { LevelModel } from '@/media/level.model'

export const RECORD_SECONDS = 3
/** Of the meter's 0…1: a voice near the machine is far above, a quiet room below. */
export const VOICE_LEVEL = 0.15

/** The loudest moment heard since the microphone opened; a voice once heard is enough. */
export function useVoiceHeard(level: LevelModel, track: MediaStreamTrack | null): boolean {
  const [heardOn, setHeardOn] = useState<MediaStreamTrack | null>(null)
  useEffect(() => {
    if (!track) return
    let loud = 0
    return level.subscribe(() => {
      if (level.getSnapshot() < VOICE_LEVEL) return
      loud += 1
      if (loud >= 3) setHeardOn(track)
    })
  }, [level, track])
  return track !== null && heardOn === track
}

interface Recording {
  status: 'idle' | 'recording' | 'ready' | 'playing' | 'unsupported'
  secondsLeft: number
  record: () => void
  play: () => void
}

/** A few seconds of one's own voice, played back once; it never leaves the page. */
export function useRecording(track: MediaStreamTrack | null): Recording {
  const [status, setStatus] = useState<Recording['status']>(
    typeof MediaRecorder === 'undefined' ? 'unsupported' : 'idle',
  )
  const [secondsLeft, setSecondsLeft] = useState(0)
  const url = useRef<string | null>(null)
  const stop = useRef<() => void>(() => undefined)

  const record = useCallback(() => {
    if (!track || typeof MediaRecorder === 'undefined') return
    stop.current()
    const own = track.clone() // the page may close or swap the original meanwhile
    const pieces: Blob[] = []
    let left = RECORD_SECONDS
    let recorder: MediaRecorder
    try {
      recorder = new MediaRecorder(new MediaStream([own]))
      recorder.start()
    } catch {
      own.stop()
      return setStatus('unsupported')
    }
    setStatus('recording')
    setSecondsLeft(left)
    recorder.ondataavailable = ({ data }) => pieces.push(data)
    recorder.onstop = () => {
      clearInterval(timer)
      own.stop()
      if (url.current) URL.revokeObjectURL(url.current)
      url.current = URL.createObjectURL(new Blob(pieces, { type: recorder.mimeType }))
      setStatus('ready')
    }
    const timer = setInterval(() => {
      left -= 1
      setSecondsLeft(left)
      if (left <= 0 && recorder.state === 'recording') recorder.stop()
    }, 1_000)
    stop.current = () => {
      clearInterval(timer)
      recorder.onstop = null
      if (recorder.state === 'recording') recorder.stop()
      own.stop()
    }
  }, [track])

  const play = useCallback(() => {
    if (!url.current) return
    const audio = new Audio(url.current)
    setStatus('playing')
    audio.onended = audio.onerror = () => setStatus('ready')
    void audio.play().catch(() => setStatus('ready'))
  }, [])

  useEffect(
    () => () => {
      stop.current()
      if (url.current) URL.revokeObjectURL(url.current)
      url.current = null
    },
    [],
  )
  return { status, secondsLeft, record, play }
}
