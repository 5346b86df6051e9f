/** What happened to this page's log-in, told once to whoever watches (the guards in app/). */
export type SessionEvent = 'login_required' | 'taken_over' | 'logged_out'

const listeners = new Set<(event: SessionEvent) => void>()

export function onSessionEvent(listener: (event: SessionEvent) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function tellSession(event: SessionEvent): void {
  listeners.forEach((listener) => listener(event))
}
