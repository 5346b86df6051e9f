import { isApiError } from '@/api/client'
import { Look } from '@/features/interviews/look'
import { guarded } from '@/features/interviews/panel_presence'
import { takeDeskSeat } from '@/features/interviews/staff_acts'
import type { DeskConnection } from '@/media/desk.model'
import { LocalMedia } from '@/media/local.model'
import { Model } from '@/media/model'
import { DeskMover } from '@/media/mover.model'
import { playCue } from '@/media/sounds'

interface OfficerState {
  /** The talk that this page has joined; another page of the same person may hold it instead. */
  talkId: string | null
  /** Code of why the talk's place let us not in. */
  refused: string | null
  /** Whom this page looks at, without a word and unheard. */
  viewing: string | null
  view: DeskConnection | null
}

const KEPT = 'kaochang.talk'

/** A reload comes back to the talk of this very tab; another tab offers to take it over. */
export function talkOfThisTab(): string | null {
  try {
    return sessionStorage.getItem(KEPT)
  } catch {
    return null
  }
}

function keep(talkId: string | null): void {
  try {
    if (talkId) sessionStorage.setItem(KEPT, talkId)
    else sessionStorage.removeItem(KEPT)
  } catch {
    // Not remembered over a reload: the page offers to continue instead.
  }
}

const PICTURE = { width: 960, height: 540, frameRate: 20 }

/** Camera and microphone of an officer: open during a talk only, sent to one desk at a time. */
export class OfficerMedia extends Model<OfficerState> {
  local = new LocalMedia(PICTURE)
  mover = new DeskMover({ local: this.local })
  private look: Look | null = null

  constructor() {
    super({ talkId: null, refused: null, viewing: null, view: null })
  }

  async joinTalk(talkId: string, entryId: string): Promise<void> {
    keep(talkId)
    this.set({ talkId, refused: null })
    await this.stopView()
    void this.local.open()
    const { mover } = this
    try {
      await mover.visit(
        { place: `talk:${talkId}`, publish: ['camera', 'microphone'], cue: () => playCue('talk') },
        async (ask) => {
          try {
            return await guarded(() => takeDeskSeat(entryId, 'talk'))(ask)
          } catch (error) {
            // Another page holds it now: a reload of this one does not take it back.
            if (isApiError(error, 'seat_closed')) keep(null)
            throw error
          }
        },
      )
    } catch (error) {
      // A later talk, or none, has a place of its own.
      if (mover === this.mover) this.set({ refused: error instanceof Error ? error.message : 'unknown' })
    }
  }

  /** The talk is over, here or on the server. */
  async leaveTalk(): Promise<void> {
    keep(null)
    const { local, mover } = this
    this.local = new LocalMedia(PICTURE)
    this.mover = new DeskMover({ local: this.local })
    this.set({ talkId: null, refused: null })
    await mover.leave()
    local.close() // the lamp goes out with the talk
  }

  async startView(entryId: string): Promise<void> {
    await this.stopView()
    this.look = new Look(entryId, 'view')
    this.set({ viewing: entryId, view: this.look.desk })
  }

  async stopView(): Promise<void> {
    const { look } = this
    this.look = null
    this.set({ viewing: null, view: null })
    await look?.end()
  }

  /** The page goes; the talk itself stays open on the server. */
  async close(): Promise<void> {
    await Promise.all([this.stopView(), this.mover.leave()])
    this.local.close()
  }
}
