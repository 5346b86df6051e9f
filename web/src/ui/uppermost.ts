/** The dialogs that are open, the uppermost last: whatever is not in that one can be neither heard nor pressed. */
let open: readonly HTMLElement[] = []
const listeners = new Set<() => void>()

function set(next: readonly HTMLElement[]): void {
  open = next
  listeners.forEach((listener) => listener())
}

/** Gives the way out again. */
export function openUppermost(dialog: HTMLElement): () => void {
  set([...open, dialog])
  return () => set(open.filter((one) => one !== dialog))
}

export const uppermost = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  getSnapshot: () => open.at(-1) ?? null,
}
