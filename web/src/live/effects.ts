import type { EventData, EventName } from './events'
import type { PushEvent } from './socket'

export type { EventName }

/** The part of TanStack's QueryClient that effects use. */
export interface Cache {
  invalidateQueries(filter: { queryKey: readonly unknown[] }): Promise<unknown>
}

export type Effect = (event: PushEvent, cache: Cache) => void

/** Event type → what it does to the data on screen. One table per area, in `areas/<area>/effects.ts`. */
export type Effects = Readonly<Partial<Record<EventName, Effect>>>

/** Read these queries again. */
export function refetch(...keys: (readonly unknown[])[]): Effect {
  return (_event, cache) => {
    for (const queryKey of keys) void cache.invalidateQueries({ queryKey })
  }
}

/** Several processes send: an event older than what its subject has already shown is dropped. */
export class EventGate {
  private seen = new Map<string, number>()

  admits(event: PushEvent): boolean {
    if (typeof event.version !== 'number') return true
    const known = this.seen.get(event.subject)
    if (known !== undefined && event.version < known) return false
    this.seen.set(event.subject, event.version)
    return true
  }
}

export function applyEvent(effects: Effects, gate: EventGate, event: PushEvent, cache: Cache): void {
  if (gate.admits(event)) effects[event.type as EventName]?.(event, cache)
}

/** What an event of this name carries, as the server's registry has it. */
export function payload<K extends EventName>(event: PushEvent, _name: K): EventData[K] {
  return event.data as unknown as EventData[K]
}

/** Pages that have the same reason at the same time do not all ask in the same moment. */
export function spreadDelay(spreadMs: number, random: () => number = Math.random): number {
  return 100 + random() * spreadMs
}
