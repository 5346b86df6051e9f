import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextArea } from '@/ui/Field'

interface Props {
  open: boolean
  busy: boolean
  /** Whom else to ask. */
  children?: ReactNode
  onClose: () => void
  onSend: (text: string) => void
}

export function HelpDialog({ open, busy, onClose, onSend, children }: Props) {
  const { t } = useTranslation(['candidate', 'common'])
  const [words, setWords] = useState('')
  return (
    <Dialog
      open={open}
      title={t('waiting.help_title')}
      onClose={onClose}
      actions={
        <>
          <Button size="l" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            size="l"
            kind="primary"
            busy={busy}
            onClick={() => {
              onSend(words.trim())
              setWords('')
            }}
          >
            {t('waiting.help_send')}
          </Button>
        </>
      }
    >
      <p className="t14 dim">{t('waiting.help_text')}</p>
      <TextArea label={t('waiting.help_label')} value={words} onChange={setWords} maxLength={500} rows={3} />
      {children}
    </Dialog>
  )
}
