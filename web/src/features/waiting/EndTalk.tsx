import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Ask } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { showToast } from '@/ui/toast'
import type { CheckItem } from './staff_acts'

interface Props {
  name: string
  unticked: readonly CheckItem[]
  busy: boolean
  /** Undefined: refused, and it has been said. */
  onEnd: (cleared: boolean) => Promise<unknown>
}

/** Whom the officer clears is let into the exam room: with something unticked that is asked once. */
export function EndTalk({ name, unticked, busy, onEnd }: Props) {
  const { t } = useTranslation(['staff', 'common'])
  const [asking, setAsking] = useState(false)
  const clear = async () => {
    const done = await onEnd(true)
    if (done) showToast(t('talk.cleared_done', { name }))
    return done
  }
  return (
    <div className="kc-zone-acts">
      <Button
        kind="primary"
        className="grow"
        busy={busy}
        onClick={() => (unticked.length > 0 ? setAsking(true) : void clear())}
      >
        {t('talk.end_cleared')}
      </Button>
      <Button busy={busy} onClick={() => void onEnd(false)}>
        {t('talk.end')}
      </Button>
      {asking && (
        <Ask
          title={t('talk.unticked_title')}
          act={t('talk.unticked_act', { name })}
          onClose={() => setAsking(false)}
          onAct={clear}
        >
          {t('talk.unticked_text', {
            items: unticked.map((item) => t(`talk.check.${item}`)).join(t('common:list_comma')),
            name,
          })}
        </Ask>
      )}
    </div>
  )
}
