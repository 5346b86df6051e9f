import { useEffect, useState } from 'react'

/** Counted each second over the last two: a drop is known within three, steady enough to be told. */
const SECOND_MS = 1_000
/** Above this the exact number says nothing; coarser steps keep the reports rare. */
const ENOUGH = 12
const STEP = 6

export function roundFrames(perSecond: number): number {
  return perSecond < ENOUGH ? Math.round(perSecond) : Math.round(perSecond / STEP) * STEP
}

/** Pictures a second as the camera really gives them; null where the browser does not tell, or while hidden. */
export function useFrameRate(track: MediaStreamTrack | null): number | null {
  const [rate, setRate] = useState<number | null>(null)
  useEffect(() => {
    const video = document.createElement('video')
    if (!track || typeof video.requestVideoFrameCallback !== 'function') return setRate(null)
    video.muted = true
    video.playsInline = true
    video.srcObject = new MediaStream([track])
    let frames = 0
    let before: number | null = null
    let running = true
    const count = () => {
      frames += 1
      if (running) video.requestVideoFrameCallback(count)
    }
    video.requestVideoFrameCallback(count)
    void video.play().catch(() => undefined)
    const timer = setInterval(() => {
      const seen = document.visibilityState !== 'hidden'
      if (!seen) setRate(null)
      else if (before !== null) setRate(roundFrames((before + frames) / 2))
      before = seen ? frames : null
      frames = 0
    }, SECOND_MS)
    return () => {
      running = false
      clearInterval(timer)
      video.srcObject = null
    }
  }, [track])
  return rate
}
