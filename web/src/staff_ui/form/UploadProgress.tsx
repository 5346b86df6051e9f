import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import type { Upload } from '../uploads'
import { JobProgress } from './JobProgress'

const MB = 1_000_000
const inMb = (bytes: number) => (bytes / MB).toFixed(1)

interface Props {
  upload: Upload
  level?: number
  onAgain: (file: File) => void
  onDrop: () => void
}

/** How much of a file has left; what did not arrive can be sent again without choosing it anew. */
export function UploadProgress({ upload: { file, sent, error }, level, onAgain, onDrop }: Props) {
  const { t } = useTranslation('list')
  const text = useErrorText()
  const failed = error !== null
  const name = file.name
  // What is sent with the bytes (the end of the body) counts among them.
  const done = Math.min(sent, file.size)
  return (
    <JobProgress
      icon="upload"
      level={level}
      title={failed ? t('upload.failed', { name }) : t('upload.sending', { name })}
      detail={failed ? text(error) : done === file.size ? t('upload.checking') : undefined}
      job={{ state: failed ? 'failed' : 'running', done, total: file.size }}
      amount={t('upload.of', { sent: inMb(done), total: inMb(file.size) })}
      leave={t('upload.stay')}
      actions={
        <>
          <Button size="s" onClick={onDrop}>
            {failed ? t('upload.drop') : t('upload.cancel')}
          </Button>
          {failed && (
            <Button size="s" kind="primary" icon="retry" onClick={() => onAgain(file)}>
              {t('upload.retry')}
            </Button>
          )}
        </>
      }
    />
  )
}
