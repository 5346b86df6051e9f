import type { ReactNode } from 'react'
import type { IconName } from '@/ui/Icon'

/** Whom a bulk act is about: those ticked, or all that the filters leave, pages not shown included. */
export type Selection = { ids: string[] } | { asked: Record<string, string | string[]> }

export interface BulkOutcome {
  will: number
  skipped: readonly { reason: string; count: number; names?: readonly string[] }[]
}

export interface BulkPreview extends BulkOutcome {
  /** What else it does, said before it is done. */
  note?: string
  /** What one of them gets, word for word. */
  sample?: string
}

interface Act {
  key: string
  label: string
  icon: IconName
  danger?: boolean
}

/** A preview, and one button that does it. */
export interface PlainBulkAct extends Act {
  /** Who must say why. */
  reason?: boolean
  preview: (whom: Selection) => Promise<BulkPreview>
  /** The button that does it: 「发送 1,271 条」. */
  actLabel: (preview: BulkPreview) => string
  run: (whom: Selection, reason: string) => Promise<unknown>
}

/** Asks more than that, in a dialog of its own; `onDone` lets go of the rows. */
export interface AskingBulkAct extends Act {
  dialog: (props: { whom: Selection; onClose: () => void; onDone: () => void }) => ReactNode
}

export type BulkAct = PlainBulkAct | AskingBulkAct
