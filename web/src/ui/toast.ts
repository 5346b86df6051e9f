export interface Toast {
  id: number
  text: string
  bad: boolean
  action?: { label: string; run: () => void }
}

let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()

function set(next: readonly Toast[]): void {
  toasts = next
  listeners.forEach((listener) => listener())
}

/** At most three at a time; a refusal, and news that nobody asked for, stays longer than a receipt. */
export function showToast(
  text: string,
  options: { bad?: boolean; lasting?: boolean; action?: Toast['action'] } = {},
): void {
  const toast: Toast = { id: nextId++, text, bad: options.bad ?? false, action: options.action }
  set([...toasts.slice(-2), toast])
  // One with an act counts for itself: it waits while somebody is about to take it.
  if (!toast.action) setTimeout(() => hideToast(toast.id), toast.bad || options.lasting ? 10_000 : 4_000)
}

/** Stays for as long as something lasts; gives what takes it away. */
export function holdToast(text: string): () => void {
  const id = nextId++
  set([...toasts.slice(-2), { id, text, bad: false }])
  return () => hideToast(id)
}

export function hideToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id))
}

export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  getSnapshot: () => toasts,
}
