import { useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { UploadProgress } from '@/staff_ui/form/UploadProgress'
import { useUploadTo } from '@/staff_ui/uploads'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { MOST_BYTES, uploadPath } from './reads'

const TYPES = '.xlsx,.xls,.csv'

/** Sends a chosen file, to take the place of the dry run `replaces` where there is one. */
export function useUpload(examId: string, replaces?: string) {
  const field = useRef<HTMLInputElement>(null)
  const { upload, send, drop } = useUploadTo(uploadPath(examId), MOST_BYTES, replaces ? { replaces } : {})
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
  const progress = upload && (
    <div className="kc-card-body">
      <UploadProgress level={2} upload={upload} onAgain={(file) => void send(file)} onDrop={drop} />
    </div>
  )
  return {
    input,
    progress,
    busy: upload?.error === null,
    send: (file: File) => void send(file),
    choose: () => field.current?.click(),
  }
}

/** Where a file is dropped, or chosen by the button. */
export function Upload({ upload: { input, busy, send, choose } }: { upload: ReturnType<typeof useUpload> }) {
  const { t } = useTranslation('school/imports')
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
        if (file) send(file)
      }}
    >
      <Icon name="upload" size={32} />
      <h2>{t('drop_title')}</h2>
      <p className="t14 dim">{t('drop_text')}</p>
      <Button kind="primary" icon="upload" busy={busy} onClick={choose}>
        {t('upload')}
      </Button>
      {input}
    </section>
  )
}
