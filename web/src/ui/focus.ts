/**
 * Whoever moves by keyboard or listens must not be thrown back to the top of the document: when what had the
 * focus is gone (a step is done, a page came instead), the focus goes to the heading of what is shown now.
 */
export function keepFocus(): void {
  let last: Element | null = null
  document.addEventListener('focusin', ({ target }) => (last = target as Element))
  new MutationObserver(() => {
    if (document.activeElement !== document.body || !last || last.isConnected) return
    const heading =
      document.querySelector<HTMLElement>('dialog[open] h2') ??
      document.querySelector<HTMLElement>('h1') ??
      document.querySelector<HTMLElement>('main :is(h2, h3)')
    if (!heading) return // still loading: the next change brings it
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }).observe(document.body, { childList: true, subtree: true })
}
