/** Ask early, from a click; nothing depends on the answer. */
export async function askForNotifications(): Promise<void> {
  if (typeof Notification === 'undefined' || Notification.permission !== 'default') return
  try {
    await Notification.requestPermission()
  } catch {
    // Old Safari knows only the callback form: sound and title still call.
  }
}

/** A system notification while the page is hidden; returns how to take it back. */
export function notify(title: string, body: string, tag: string): () => void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return () => undefined
  try {
    const note = new Notification(title, { body, tag, requireInteraction: true })
    note.onclick = () => {
      window.focus()
      note.close()
    }
    return () => note.close()
  } catch {
    // Android Chrome has notifications only through a service worker.
    return () => undefined
  }
}
