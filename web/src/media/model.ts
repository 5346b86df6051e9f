/** Plain state that React reads with useSyncExternalStore; nothing here knows of React. */
export class Model<S extends object> {
  private listeners = new Set<() => void>()

  constructor(protected state: S) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  getSnapshot = (): S => this.state

  protected set(change: Partial<S>): void {
    const changed = (Object.keys(change) as (keyof S)[]).some(
      (key) => !Object.is(this.state[key], change[key]),
    )
    if (!changed) return
    this.state = { ...this.state, ...change }
    this.listeners.forEach((listener) => listener())
  }
}

type Handler<A extends unknown[]> = (...args: A) => void

/** Things that happen once, beside the state. */
export class Signal<A extends unknown[]> {
  private handlers = new Set<Handler<A>>()

  on(handler: Handler<A>): () => void {
    this.handlers.add(handler)
    return () => this.handlers.delete(handler)
  }
  tell(...args: A): void {
    this.handlers.forEach((handler) => handler(...args))
  }
}
