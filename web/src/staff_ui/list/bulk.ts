import type { IconName } from '@/ui/Icon'

/** Whom a bulk act is about: those ticked, or all that the filters leave, pages not shown included. */
export type Selection = { ids: string[] } | { asked: Record<string, string | string[]> }

export interface BulkPreview {
  will: number
  skipped: readonly { reason: string; count: number; names?: readonly string[] }[]
  /** What else it does, said before it is done. */
  note?: string
  /** What one of them gets, word for word. */
  sample?: string
}

export interface BulkAct {
  key: string
  label: string
  icon: IconName
  danger?: boolean
  /** Who must say why. */
  reason?: boolean
  preview: (whom: Selection) => Promise<BulkPreview>
  /** The button that does it: 「发送 1,271 条」. */
  actLabel: (preview: BulkPreview) => string
  run: (whom: Selection, reason: string) => Promise<unknown>
}
