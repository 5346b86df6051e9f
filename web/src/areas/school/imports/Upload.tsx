import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '@/staff_ui/act'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { uploadRoster } from './reads'

const TYPES = '.xlsx,.xls,.csv'

/** Sends a chosen file; `after` learns that it is there. */
export function useUpload(examId: string, after?: () => Promise<unknown>) {
  const field = useRef<HTMLInputElement>(null)
  const [send, busy] = useAct(async (file: File) => {
    await uploadRoster(examId, file)
    await after?.()
    return true
  })
  const input = (
    <input
      ref={field}
      type="file"
      accept={TYPES}
      hidden
      data-testid="roster-file"
      onChange={(event) => {
        const file = event.target.files?.[0]
        // The same file may be chosen again after it was mended.
        event.target.value = ''
        if (file) void send(file)
      }}
    />
  )
  return { input, busy, send, choose: () => field.current?.click() }
}

/** Where a file is dropped, or chosen by the button. */
export function Upload({ examId, children }: { examId: string; children?: ReactNode }) {
  const { t } = useTranslation('school/imports')
  const { input, busy, send, choose } = useUpload(examId)
  const [over, setOver] = useState(false)
  const drag = (on: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(on)
  }
  return (
    <section
      className={`kc-import-drop ${over ? 'over' : ''}`}
      aria-label={t('upload')}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event)
        const file = event.dataTransfer.files[0]
        if (file) void send(file)
      }}
    >
      <Icon name="upload" size={32} />
      <h2>{t('drop_title')}</h2>
      <p className="t14 dim">{t('drop_text')}</p>
      <Button kind="primary" icon="upload" busy={busy} onClick={choose}>
        {t('upload')}
      </Button>
      {input}
      {children}
    </section>
  )
}
