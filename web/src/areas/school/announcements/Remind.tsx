import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Announcement } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { showToast } from '@/ui/toast'
import { remind } from './reads'

/** A text message to those who have not read it; how many they are is said before. */
export function Remind({ one }: { one: Announcement }) {
  const { t } = useTranslation('school/announcements')
  const [asking, setAsking] = useState(false)
  const [send] = useAct(async () => {
    await remind(one.id)
    showToast(t('reminded'))
    return true
  })
  const count = one.readers.unread_with_phone
  if (one.state !== 'published' || count === 0) return null
  return (
    <>
      <Button icon="bell" onClick={() => setAsking(true)}>
        {t('remind', { count })}
      </Button>
      {asking && (
        <Ask
          title={t('remind_title', { count })}
          act={t('remind_act', { count })}
          onClose={() => setAsking(false)}
          onAct={() => send()}
        >
          {t('remind_text')}
        </Ask>
      )}
    </>
  )
}
