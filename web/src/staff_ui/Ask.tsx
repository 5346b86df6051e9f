import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextArea, TextField } from '@/ui/Field'
import { Icon } from '@/ui/Icon'

interface Props {
  title: string
  children?: ReactNode
  /** The words of the button that does it. */
  act: string
  danger?: boolean
  /** There is nothing to do it to. */
  idle?: boolean
  /** What has to be written: a reason for the trail, or a message. */
  write?: 'reason' | 'text'
  /** What cannot be undone: this word has to be typed before the button works. */
  typed?: string
  onClose: () => void
  /** Undefined: refused, the dialog stays with what was written. */
  onAct: (written: string) => Promise<unknown>
}

const LIMIT = { reason: 500, text: 2000 }

/** One question before something that hurts, or the place to write a reason or a message. Mounted = open. */
export function Ask({ title, children, act, danger = false, idle, write, typed, onClose, onAct }: Props) {
  const { t } = useTranslation(['staff', 'common', 'list'])
  const [copied, setCopied] = useState('')
  const [written, setWritten] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    // Whoever must write begins in the field; whoever must decide begins on the safe button.
    if (write) form.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }, [write])

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy || idle || (typed && copied.trim() !== typed)) return
    if (write && !written.trim()) return setMissing(true)
    setBusy(true)
    const answer = await onAct(written.trim())
    setBusy(false)
    if (answer !== undefined) onClose()
  }

  const field = {
    value: written,
    maxLength: write ? LIMIT[write] : undefined,
    onChange: (value: string) => {
      setWritten(value)
      setMissing(false)
    },
    size: 'm' as const,
  }
  return (
    <Dialog
      open
      title={
        <>
          {danger && (
            <span className="c-red row">
              <Icon name="alert" size={24} />
            </span>
          )}
          {title}
        </>
      }
      onClose={onClose}
      actions={null}
    >
      <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
        {children && <div className="t14">{children}</div>}
        {write === 'reason' && (
          <TextField
            {...field}
            label={t('ask.reason')}
            hint={t('ask.reason_hint')}
            error={missing ? t('ask.need_reason') : undefined}
          />
        )}
        {write === 'text' && (
          <TextArea
            {...field}
            label={t('ask.text')}
            rows={4}
            error={missing ? t('ask.need_text') : undefined}
          />
        )}
        {typed && (
          <TextField
            label={t('list:form.type', { word: typed })}
            size="m"
            autoComplete="off"
            value={copied}
            onChange={setCopied}
          />
        )}
        <div className="kc-dialog-acts">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            kind={danger ? 'danger-solid' : 'primary'}
            busy={busy}
            disabled={idle || (typed !== undefined && copied.trim() !== typed)}
          >
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Something to read off the screen: a number, a code. */
export function Show({
  title,
  children,
  onClose,
}: {
  title: string
  children: ReactNode
  onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      {children}
    </Dialog>
  )
}
