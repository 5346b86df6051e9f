/**
 * Browsers start an audio context suspended until the page is touched, and iOS interrupts it for a call:
 * try at each touch, return and change until it runs. Returns how to stop.
 */
export function keepRunning(context: AudioContext): () => void {
  const resume = () => {
    if (context.state !== 'running' && context.state !== 'closed')
      void context.resume().catch(() => undefined)
  }
  const stop = new AbortController()
  const { signal } = stop
  // A click, not `pointerdown`: a finger coming down does not yet allow sound.
  for (const touch of ['click', 'keydown']) window.addEventListener(touch, resume, { signal })
  document.addEventListener('visibilitychange', resume, { signal })
  context.addEventListener('statechange', resume, { signal })
  resume()
  return () => stop.abort()
}

export function tryToRun(context: AudioContext): void {
  if (context.state !== 'running' && context.state !== 'closed') void context.resume().catch(() => undefined)
}
