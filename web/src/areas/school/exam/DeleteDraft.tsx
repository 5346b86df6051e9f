import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exam } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { showToast } from '@/ui/toast'
import { deleteExam } from './acts'

/** A draft that nobody else has seen can go, with everything in it; the question says how much that is. */
export function DeleteDraft({ exam }: { exam: Exam }) {
  const { t, i18n } = useTranslation('school/exam')
  const navigate = useNavigate()
  const [asking, setAsking] = useState<Exam | null>(null)
  const nameOf = (one: Exam) => (i18n.language === 'en' && one.name_en) || one.name
  const [remove] = useAct(async (asked: Exam) => {
    try {
      await deleteExam(asked)
    } catch (error) {
      // What was asked is no longer what would be deleted: the page shows what is there now.
      setAsking(null)
      throw error
    }
    showToast(t('delete.done', { name: nameOf(asked) }))
    // Away first: what this page shows is not there any more.
    await navigate({ to: '/s/school/exams' })
    return true
  })
  return (
    <>
      <Button size="s" kind="danger" className="kc-delete-draft" onClick={() => setAsking(exam)}>
        {t('delete.act')}
      </Button>
      {asking && (
        <Ask
          danger
          title={t('delete.ask', { name: nameOf(asking) })}
          act={t('delete.do', { name: nameOf(asking) })}
          onClose={() => setAsking(null)}
          onAct={() => remove(asking)}
        >
          {t('delete.text', {
            rooms: t('rooms_count', { count: asking.room_count }),
            candidates: t('candidates_count', { count: asking.candidate_count }),
          })}
        </Ask>
      )}
    </>
  )
}
