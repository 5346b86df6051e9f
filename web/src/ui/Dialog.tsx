import { useEffect, useId, useRef, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { Icon } from './Icon'
import { openUppermost } from './uppermost'

/** A list or a calendar that is open inside. */
const POPUP = ['select', 'picker']
  .map((one) => `.ant-${one}-dropdown:not(.ant-${one}-dropdown-hidden)`)
  .join()

interface Props {
  open: boolean
  title: ReactNode
  onClose: () => void
  /** Buttons, the safe one first: it gets the focus. */
  actions: ReactNode
  danger?: boolean
  children?: ReactNode
}

/** The browser's own dialog: focus stays inside and returns, Escape closes it and nothing else. */
export function Dialog({ open, title, onClose, actions, danger, children }: Props) {
  const box = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = box.current
    if (!dialog) return
    const before = document.activeElement
    dialog.showModal()
    dialog.querySelector<HTMLButtonElement>('.kc-dialog-acts button')?.focus()
    const leave = openUppermost(dialog)
    // The drawer behind listens on the window.
    const keep = (event: KeyboardEvent) => event.key === 'Escape' && event.stopPropagation()
    // What is open inside closes first.
    const spare = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && dialog.querySelector(POPUP)) event.preventDefault()
    }
    document.addEventListener('keydown', keep)
    document.addEventListener('keydown', spare, true)
    // Taken out of the page without being closed, it would give the focus to nobody.
    return () => {
      leave()
      document.removeEventListener('keydown', keep)
      document.removeEventListener('keydown', spare, true)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [open])
  if (!open) return null
  // Outside the dark stage: a question is read on white wherever it is asked.
  return createPortal(
    <dialog
      ref={box}
      className="kc-dialog"
      role={danger ? 'alertdialog' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="kc-dialog-in">
        <h2 id={titleId} className="row">
          {danger && (
            <span className="c-red">
              <Icon name="alert" size={24} />
            </span>
          )}
          {title}
        </h2>
        {children}
        <div className="kc-dialog-acts">{actions}</div>
      </div>
    </dialog>,
    document.body,
  )
}
