import { useEffect, type KeyboardEvent, type RefObject } from 'react'

/** ↑ ↓ move from row to row, Enter opens, Space selects. Keys of a control within the row stay with it. */
export function onRowKey(
  event: KeyboardEvent<HTMLElement>,
  act: { open?: () => void; select?: () => void },
): void {
  if (event.target !== event.currentTarget) return
  const row = event.currentTarget
  const to = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key]
  if (to instanceof HTMLElement && to.dataset['rowKey']) to.focus()
  else if (event.key === 'Enter' && act.open) act.open()
  else if (event.key === ' ' && act.select) act.select()
  else if (!event.key.startsWith('Arrow')) return
  event.preventDefault()
}

/** `/` goes to the search field, unless somebody is writing. */
export function useSearchKey(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!isSearchKey(event)) return
      event.preventDefault()
      field.current?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [field])
}

function isSearchKey(event: globalThis.KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null
  const writing = target?.closest('input, textarea, select, [contenteditable="true"]')
  return event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !writing
}
