import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Announcement } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { UploadProgress } from '@/staff_ui/form/UploadProgress'
import { useUploadTo } from '@/staff_ui/uploads'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { showToast } from '@/ui/toast'
import { attachmentsPath, removeAttachment } from './reads'

/** As the server's own limit. */
const MOST_BYTES = 10_000_000

interface Props {
  one: Announcement | null
  /** A file belongs to a saved draft: saves first; null when that was refused. */
  onNeedSaved: () => Promise<string | null>
}

export function Attachments({ one, onNeedSaved }: Props) {
  const { t } = useTranslation('school/announcements')
  const field = useRef<HTMLInputElement>(null)
  const { upload, send, drop } = useUploadTo(attachmentsPath(one?.id ?? ''), MOST_BYTES)
  // One at a time, from the saving of the draft on.
  const [add, adding] = useAct(async (file: File) => {
    const id = one?.id ?? (await onNeedSaved())
    const done = async () => showToast(t('attached'))
    if (id) await send(file, done, attachmentsPath(id))
  })
  const [remove] = useAct((attachmentId: string) => removeAttachment(one?.id ?? '', attachmentId))
  return (
    <div className="kc-attachments">
      {one?.attachments.map((file) => (
        <div key={file.id} className="row">
          <Icon name="document" />
          <a href={`${attachmentsPath(one.id)}/${file.id}`} target="_blank" rel="noreferrer">
            {file.name}
          </a>
          <small className="dim">{Math.max(1, Math.round(file.size / 1000))} KB</small>
          <Button
            kind="text"
            size="s"
            icon="close"
            aria-label={t('remove_of', { name: file.name })}
            title={t('remove')}
            onClick={() => void remove(file.id)}
          />
        </div>
      ))}
      {upload && <UploadProgress upload={upload} onAgain={(file) => void add(file)} onDrop={drop} />}
      <div className="row wrap">
        <Button size="s" icon="upload" busy={adding} onClick={() => field.current?.click()}>
          {t('attach')}
        </Button>
        <small className="dim">{t('attach_hint')}</small>
        <input
          ref={field}
          type="file"
          hidden
          aria-label={t('attach')}
          accept="application/pdf,image/png,image/jpeg"
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) void add(file)
          }}
        />
      </div>
    </div>
  )
}
