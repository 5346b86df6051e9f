import type { LocalKind, LocalMedia } from './local.model'
import type { Published, Room } from './room.port'

/** Sends clones of the originals into one room and keeps them in step with the switches. */
export class Sender {
  private sent = new Map<LocalKind, Published>()
  /** Ours to stop: the SDK leaves what was given to it, and a clone left running holds the device. */
  private clones = new Map<LocalKind, MediaStreamTrack>()
  private room: Room | null = null
  private wanted = new Set<LocalKind>()
  private off: (() => void)[] = []
  private queue: Promise<void> = Promise.resolve()

  constructor(private local: LocalMedia | null) {
    if (!local) return
    this.off.push(local.lettingGo.on((kind) => this.clones.get(kind)?.stop()))
    this.off.push(local.replaced.on((kind) => void this.enqueue(() => this.renew(kind))))
    this.off.push(
      local.switched.on(
        (kind, enabled) => void this.enqueue(async () => this.sent.get(kind)?.setMuted(!enabled)),
      ),
    )
  }

  want(kinds: readonly LocalKind[]): Promise<void> {
    this.wanted = new Set(kinds)
    return this.sync()
  }

  /** A new room begins with nothing sent. */
  enter(room: Room): Promise<void> {
    this.leave()
    this.room = room
    return this.sync()
  }

  leave(): void {
    this.room = null
    // What still waits for an answer of the old room must not hold up the next one.
    this.queue = Promise.resolve()
    this.sent.clear()
    this.clones.forEach((clone) => clone.stop())
    this.clones.clear()
  }

  /** The server took or gave back a right: what is not sent is sent again. */
  again(): Promise<void> {
    return this.sync()
  }

  close(): void {
    this.off.forEach((stop) => stop())
    this.leave()
  }

  /** False: what was sent has ended with its device, which the SDK answers by muting. */
  isAlive(kind: LocalKind): boolean {
    return this.clones.get(kind)?.readyState === 'live'
  }

  private sync(): Promise<void> {
    const { room } = this
    return this.enqueue(async () => {
      for (const kind of ['microphone', 'camera'] as const) {
        if (this.room === room && !this.wanted.has(kind)) await this.unpublish(kind)
      }
      for (const kind of ['camera', 'microphone'] as const) {
        if (this.room === room && this.wanted.has(kind)) await this.publish(kind)
      }
    })
  }

  private async publish(kind: LocalKind): Promise<void> {
    const original = this.local?.getSnapshot()[kind].track
    const room = this.room
    if (!room || !original || original.readyState !== 'live' || this.sent.has(kind)) return
    const clone = original.clone()
    this.clones.set(kind, clone)
    try {
      const handle = await room.publish(kind, clone)
      if (this.room === room) this.sent.set(kind, handle)
    } catch {
      // Refused or cut while sending: the next room, or the next change of rights, tries again.
      clone.stop()
    }
  }

  private async unpublish(kind: LocalKind): Promise<void> {
    const handle = this.sent.get(kind)
    this.sent.delete(kind)
    this.clones.get(kind)?.stop()
    this.clones.delete(kind)
    await handle?.unpublish().catch(() => undefined)
  }

  private async renew(kind: LocalKind): Promise<void> {
    const { room } = this
    const original = this.local?.getSnapshot()[kind].track
    const handle = this.sent.get(kind)
    if (!handle || !original) return this.wanted.has(kind) ? this.publish(kind) : undefined
    const [before, clone] = [this.clones.get(kind), original.clone()]
    this.clones.set(kind, clone)
    try {
      await handle.replace(clone)
    } catch {
      if (this.room !== room) return
      await this.unpublish(kind)
      return this.publish(kind)
    } finally {
      before?.stop()
    }
    // While the device was away it was muted; it comes back as the person wants it.
    await handle.setMuted(!this.local?.getSnapshot()[kind].enabled)
  }

  /** One change after the other: the SDK does not like two at once. */
  private enqueue(step: () => Promise<unknown>): Promise<void> {
    this.queue = this.queue.then(step, step).then(
      () => undefined,
      () => undefined,
    )
    return this.queue
  }
}
