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
  const [asking, setAsking] = useState<'withdraw' | 'delete' | null>(null)
  const [takeBack] = useAct(async (reason: string) => {
    await withdraw(one, reason)
    showToast(t('withdrawn'))
    return true
  })
  const [stop, stopping] = useAct(async () => {
    await unschedule(one)
    showToast(t('unscheduled'))
  })
  const [drop] = useAct(async () => {
    await deleteDraft(one)
    release()
    showToast(t('deleted'))
    void navigate({ to: '/s/school/announcements' })
    return true
  })
  const close = () => setAsking(null)
  return (
    <>
      {one.state === 'draft' && (
        <Button kind="danger" onClick={() => setAsking('delete')}>
          {t('delete')}
        </Button>
      )}
      {one.state === 'scheduled' && (
        <Button busy={stopping} onClick={() => void stop()}>
          {t('unschedule')}
        </Button>
      )}
      {one.state === 'published' && (
        <Button kind="danger" onClick={() => setAsking('withdraw')}>
          {t('withdraw')}
        </Button>
      )}
      {asking === 'withdraw' && (
        <Ask
          danger
          write="reason"
          title={t('withdraw_title', { title: one.title })}
          act={t('withdraw_act')}
          onClose={close}
          onAct={takeBack}
        >
          {t('withdraw_text')}
        </Ask>
      )}
      {asking === 'delete' && (
        <Ask
          danger
          title={t('delete_title', { title: one.title })}
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
