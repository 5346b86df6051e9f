import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serverClock } from '@/api/clock'
import type { BoardRow } from '@/api/staff_shapes'
import { isPassing } from '@/api/client'
import { Checkbox } from '@/ui/Checkbox'
import { useErrorText } from '@/ui/error_text'
import { TextArea } from '@/ui/Field'
import { ReceiptLine } from '@/ui/ReceiptLine'
import { showToast } from '@/ui/toast'
import { saveClearance, type Checklist, type CheckItem } from './staff_acts'

const ITEMS: readonly CheckItem[] = [
  'id_card_matches',
  'id_card_valid',
  'nobody_else',
  'allowed_items_only',
  'second_camera_placed',
]
/** What there is to check with so many cameras. */
export function itemsFor(cameras: number): CheckItem[] {
  return ITEMS.filter((item) => item !== 'second_camera_placed' || cameras > 1)
}
const PAUSE_MS = 600
const AGAIN_MS = 2_000

interface Draft {
  checklist?: Checklist
  note?: string
}
type Saved = { kind: 'saved'; at: number } | { kind: 'saving' } | { kind: 'unsaved' } | null

function merged(older: Draft | null, newer: Draft | null): Draft {
  return { ...older, ...newer, checklist: { ...older?.checklist, ...newer?.checklist } }
}

/** Saves what changed a moment after the last change, and again until the server has it. */
function useAutosave(entryId: string) {
  const text = useErrorText()
  const [saved, setSaved] = useState<Saved>(null)
  const draft = useRef<Draft | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const sending = useRef(false)

  const typedSince = (): Draft | null => draft.current

  async function flush(): Promise<void> {
    const body = draft.current
    if (!body || sending.current) return
    draft.current = null
    sending.current = true
    try {
      await saveClearance(entryId, body)
      setSaved(typedSince() ? { kind: 'saving' } : { kind: 'saved', at: serverClock.now() })
    } catch (error) {
      if (isPassing(error)) {
        draft.current = merged(body, typedSince())
        setSaved({ kind: 'unsaved' })
        timer.current = setTimeout(() => {
          timer.current = undefined
          void flush()
        }, AGAIN_MS)
      } else {
        setSaved(null)
        showToast(text(error), { bad: true })
      }
    } finally {
      sending.current = false
    }
    if (typedSince() && !timer.current) void flush()
  }

  function change(part: Draft): void {
    draft.current = merged(draft.current, part)
    setSaved({ kind: 'saving' })
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      timer.current = undefined
      void flush()
    }, PAUSE_MS)
  }

  const last = useRef(flush)
  last.current = flush
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      void last.current() // what was typed a moment before leaving is saved too
    },
    [],
  )
  return { saved, change, flush }
}

/** What the officer checks and writes; saved by itself, with its receipt. */
export function Clearance({
  row,
  items,
  checklist,
  onTick,
}: {
  row: BoardRow
  items: readonly CheckItem[]
  checklist: Checklist
  onTick: (item: CheckItem, ticked: boolean) => void
}) {
  const { t } = useTranslation('staff')
  const [note, setNote] = useState(row.note)
  const { saved, change } = useAutosave(row.entry_id)
  return (
    <div className="col g3">
      <fieldset className="kc-checklist">
        <legend className="visually-hidden">{t('talk.checklist')}</legend>
        {items.map((item) => (
          <Checkbox
            key={item}
            dense
            checked={checklist[item] ?? false}
            onChange={(checked) => {
              onTick(item, checked)
              change({ checklist: { [item]: checked } })
            }}
          >
            {t(`talk.check.${item}`)}
          </Checkbox>
        ))}
      </fieldset>
      <TextArea
        label={t('talk.note')}
        size="m"
        rows={2}
        maxLength={500}
        placeholder={t('talk.note_hint')}
        value={note}
        onChange={(value) => {
          setNote(value)
          change({ note: value })
        }}
      />
      <span className="kc-receipt-place">
        {saved?.kind === 'saved' && <ReceiptLine kind="saved" at={saved.at} />}
        {(saved?.kind === 'saving' || saved?.kind === 'unsaved') && <ReceiptLine kind={saved.kind} />}
      </span>
    </div>
  )
}
