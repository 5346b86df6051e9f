import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { showToast } from '@/ui/toast'

interface Props {
  name: string
  busy: boolean
  /** Undefined: refused, and it has been said. */
  onEnd: (cleared: boolean) => Promise<unknown>
}

/** What is unticked stays on the record; whether it matters is the officer's to judge. */
export function EndTalk({ name, busy, onEnd }: Props) {
  const { t } = useTranslation('staff')
  const clear = async () => {
    if (await onEnd(true)) showToast(t('talk.cleared_done', { name }))
  }
  return (
    <div className="kc-zone-acts">
      <Button kind="primary" className="grow" busy={busy} onClick={() => void clear()}>
        {t('talk.end_cleared')}
      </Button>
      <Button busy={busy} onClick={() => void onEnd(false)}>
        {t('talk.end')}
      </Button>
    </div>
  )
}
