import { Centrifuge, UnauthorizedError } from 'centrifuge'
import { isApiError, request } from '@/api/client'
import type { components } from '@/api/schema'
import { tellSession } from '@/api/session'

export type Area = 'candidate' | 'staff' | 'phone'

/** What the server pushes: one event of the registry with the version of its subject. */
export interface PushEvent {
  /** Of the message itself: a page that has shown it need not be told again. */
  id?: number
  type: string
  subject: string
  version: number
  at: string
  data: Record<string, unknown>
}

export interface LiveState {
  connected: boolean
  /** Moment of this machine's clock since which there is no connection; null while there is one. */
  since: number | null
  /** Why it will not come back by itself. */
  ended: 'taken_over' | 'logged_out' | null
}

const TAKEN_OVER = 4501
const LOGGED_OUT = 4502
/** The library's own codes: we hung up, or our API refused a token (the guards know from the request). */
const OWN_CODES = new Set([0, 1])
/** A refused token (4503 access changed, 3500 invalid) is answered with a fresh one, ever more slowly. */
const FRESH_TOKEN_MS = 400
const FRESH_TOKEN_MAX_MS = 10_000
/** Until a token said how many are connected. */
const LEAST_SPREAD_MS = 1_500
/** A connection that takes longer to come up is one for which many wait. */
const PROMPT_MS = 5_000

function endpoints() {
  const http = location.origin
  const ws = http.replace(/^http/, 'ws')
  return {
    transports: [
      { transport: 'websocket' as const, endpoint: `${ws}/push/connection/websocket` },
      { transport: 'http_stream' as const, endpoint: `${http}/push/connection/http_stream` },
    ],
    emulationEndpoint: `${http}/push/connection/emulation`,
  }
}

/** The one push connection of a page. It only listens; pages read the rest over HTTP. */
export class LiveSocket {
  private centrifuge: Centrifuge | null = null
  private state: LiveState = { connected: false, since: null, ended: null }
  private stateListeners = new Set<() => void>()
  private eventListeners = new Set<(event: PushEvent) => void>()
  private gapListeners = new Set<(spreadMs: number) => void>()
  /** A gap to tell once connected: what happened before that was told to nobody here. */
  private owed: 'at_once' | 'spread' | null = null
  private freshTokenTimer: ReturnType<typeof setTimeout> | null = null
  private refusals = 0
  private spreadMs = LEAST_SPREAD_MS
  private room = ''

  constructor(private area: Area) {}

  subscribe = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener)
    return () => this.stateListeners.delete(listener)
  }
  getSnapshot = (): LiveState => this.state

  onEvent(listener: (event: PushEvent) => void): () => void {
    this.eventListeners.add(listener)
    return () => this.eventListeners.delete(listener)
  }
  /** Something may have been missed: read `now` again. Pages that share the reason spread it over this time. */
  onGap(listener: (spreadMs: number) => void): () => void {
    this.gapListeners.add(listener)
    return () => this.gapListeners.delete(listener)
  }

  /** `room`: the exam room that the page shows, where who works in it counts as present for so long. */
  start(room = this.room): void {
    if (this.centrifuge) return
    this.room = room
    const { transports, emulationEndpoint } = endpoints()
    const centrifuge = new Centrifuge(transports, {
      emulationEndpoint,
      getToken: () => this.fetchToken(),
      minReconnectDelay: 300,
      maxReconnectDelay: 4_000,
      timeout: 5_000,
      // The server pings each 5 s (a phone each 2 s): after 3 s more the line is dead.
      maxServerPingDelay: 3_000,
    })
    this.centrifuge = centrifuge
    this.owed = 'at_once' // the page's first reads are already on their way
    this.set({ since: Date.now(), ended: null })
    centrifuge.on('connected', () => {
      const waited = Date.now() - (this.state.since ?? 0)
      this.set({ connected: true, since: null })
      if (this.owed) this.tellGap(this.owed === 'at_once' && waited < PROMPT_MS ? 0 : this.spreadMs)
      this.owed = null
    })
    centrifuge.on('connecting', () => this.lost())
    centrifuge.on('disconnected', ({ code }) => this.onDisconnected(code))
    centrifuge.on('publication', ({ data }) => this.deliver(data))
    centrifuge.on('subscribed', ({ wasRecovering, recovered }) => {
      // Channels without history (presence) never recover.
      if (wasRecovering && !recovered) this.tellGap(this.spreadMs)
    })
    centrifuge.connect()
  }

  stop(): void {
    if (this.freshTokenTimer) clearTimeout(this.freshTokenTimer)
    this.freshTokenTimer = null
    const centrifuge = this.centrifuge
    this.centrifuge = null
    centrifuge?.removeAllListeners()
    centrifuge?.disconnect()
    this.set({ connected: false, since: null })
  }

  /** After 「在此继续」: a new login session needs a new token. */
  restart(): void {
    this.stop()
    this.start()
  }

  private async fetchToken(): Promise<string> {
    try {
      const path = `/api/v1/${this.area}/push-token${this.room && `?room=${this.room}`}`
      const { token, gap_spread_ms } = await request<components['schemas']['PushTokenOut']>('GET', path)
      this.spreadMs = gap_spread_ms
      return token
    } catch (error) {
      if (isApiError(error) && (error.status === 401 || error.status === 403 || error.status === 409)) {
        throw new UnauthorizedError('')
      }
      throw error // the library tries again with back-off
    }
  }

  private lost(): void {
    if (this.state.connected || this.state.since === null) this.set({ connected: false, since: Date.now() })
  }

  private onDisconnected(code: number): void {
    if (code === TAKEN_OVER || code === LOGGED_OUT) {
      const ended = code === TAKEN_OVER ? 'taken_over' : 'logged_out'
      this.set({ connected: false, since: null, ended })
      tellSession(ended)
      return
    }
    this.lost()
    if (OWN_CODES.has(code)) return
    const pause = Math.min(FRESH_TOKEN_MAX_MS, FRESH_TOKEN_MS * 2 ** this.refusals++)
    this.freshTokenTimer = setTimeout(
      () => {
        this.centrifuge?.setToken('')
        // Channels were taken or given meanwhile: what the page shows may have changed.
        this.owed = 'spread'
        this.centrifuge?.connect()
      },
      pause * (0.7 + Math.random() * 0.6),
    )
  }

  private tellGap(spreadMs: number): void {
    this.gapListeners.forEach((listener) => listener(spreadMs))
  }

  private deliver(data: unknown): void {
    if (typeof data !== 'object' || data === null || !('type' in data)) return
    this.refusals = 0
    this.eventListeners.forEach((listener) => listener(data as PushEvent))
  }

  private set(change: Partial<LiveState>): void {
    this.state = { ...this.state, ...change }
    this.stateListeners.forEach((listener) => listener())
  }
}
