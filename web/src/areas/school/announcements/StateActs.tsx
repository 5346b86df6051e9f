import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Announcement } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { showToast } from '@/ui/toast'
import { deleteDraft, unschedule, withdraw } from './reads'

/** What ends or takes back what was published; drafts are deleted. `release`: nothing more is to be saved. */
export function StateActs({ one, release }: { one: Announcement; release: () => void }) {
  const { t } = useTranslation('school/announcements')
  const navigate = useNavigate()
  const [asking, setAsking] = useState<{ act: 'withdraw' | 'delete'; one: Announcement } | null>(null)
  const [takeBack] = useAct(async (reason: string) => {
    if (!asking) return undefined
    // The version that was on screen when the question was asked.
    await withdraw(asking.one, reason)
    showToast(t('withdrawn'))
    return true
  })
  const [stop, stopping] = useAct(async () => {
    await unschedule(one)
    showToast(t('unscheduled'))
  })
  const [drop] = useAct(async () => {
    if (!asking) return undefined
    await deleteDraft(asking.one)
    release()
    showToast(t('deleted'))
    void navigate({ to: '/s/school/announcements' })
    return true
  })
  const close = () => setAsking(null)
  return (
    <>
      {one.state === 'draft' && (
        <Button kind="danger" onClick={() => setAsking({ act: 'delete', one })}>
          {t('delete')}
        </Button>
      )}
      {one.state === 'scheduled' && (
        <Button busy={stopping} onClick={() => void stop()}>
          {t('unschedule')}
        </Button>
      )}
      {one.state === 'published' && (
        <Button kind="danger" onClick={() => setAsking({ act: 'withdraw', one })}>
          {t('withdraw')}
        </Button>
      )}
      {asking?.act === 'withdraw' && (
        <Ask
          danger
          write="reason"
          title={t('withdraw_title', { title: asking.one.title })}
          act={t('withdraw_act')}
          onClose={close}
          onAct={takeBack}
        >
          {t('withdraw_text')}
        </Ask>
      )}
      {asking?.act === 'delete' && (
        <Ask
          danger
          title={t('delete_title', { title: asking.one.title })}
          act={t('delete')}
          onClose={close}
          onAct={() => drop()}
        >
          {t('delete_text')}
        </Ask>
      )}
    </>
  )
}
