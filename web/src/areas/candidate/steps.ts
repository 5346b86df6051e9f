import type { LocalMedia } from '@/media/local.model'
import type { DeskConnection } from '@/media/desk.model'
import type { EntryNow } from './now'

export type BackFrom = 'expired' | 'declined' | 'sent_back'

/** What every page of one exam is given: the server's word, and this machine's devices. */
export interface StepProps {
  now: EntryNow
  entryId: string
  local: LocalMedia
  /** Null until the server has opened the desk. */
  desk: DeskConnection | null
  /** Leave the waiting area for the device check and come back, place kept. */
  lookBack: (page: 'device_check' | null) => void
  /** Why one waits again: how the last call or interview ended. */
  backFrom: BackFrom | null
  /** False: the person must see to it that the screen does not go dark. */
  screenKeptOn: boolean
}
