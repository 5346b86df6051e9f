import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exam, ExamStep } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { formatDateTime } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { useOfNow } from '@/ui/server_now'
import { showToast } from '@/ui/toast'
import { changeState } from './acts'
import { CloseExam } from './CloseExam'
import { DeleteDraft } from './DeleteDraft'
import { useReadiness } from './reads'

type Step = 'publish' | 'withdraw' | 'open' | 'close' | 'reopen' | 'archive'
const LEADS: Record<Step, ExamStep['state']> = {
  publish: 'published',
  withdraw: 'draft',
  open: 'open',
  close: 'closed',
  reopen: 'open',
  archive: 'archived',
}
const WITH_REASON: readonly Step[] = ['withdraw', 'close', 'reopen']
const HURTS: readonly Step[] = ['withdraw', 'close', 'archive']
/** The next thing first, what hurts last. */
const STEPS: Record<string, readonly Step[]> = {
  draft: ['publish'],
  published: ['open', 'withdraw'],
  open: ['close'],
  closed: ['reopen', 'archive'],
  archived: [],
}
const kindOf = (step: Step) =>
  HURTS.includes(step) ? 'danger' : step === 'publish' || step === 'open' ? 'primary' : 'plain'

/** Published when its waiting area should be open already, it opens in that moment, for good. */
function OpensAtOnce({ exam }: { exam: Exam }) {
  const { t } = useTranslation('school/exam')
  // The question may stand until it is time.
  const due = useOfNow((now) => Number(Date.parse(exam.entry_opens_at) <= now))
  if (!due) return null
  return (
    <p className="c-amber med">
      <Icon name="alert" size={16} /> {t('step.publish.opens', { time: formatDateTime(exam.entry_opens_at) })}
    </p>
  )
}

/** Where the exam goes from here; each step says to whom it happens. */
export function StateActs({ exam }: { exam: Exam }) {
  const { t, i18n } = useTranslation('school/exam')
  const blocked = useReadiness(exam.id).data?.blocked ?? 0
  const [asking, setAsking] = useState<{ step: Step; exam: Exam } | null>(null)
  const [go] = useAct(async (reason: string) => {
    if (!asking) return undefined
    // The version that was on screen when the question was asked.
    const { id, version } = asking.exam
    const answer = await changeState(id, { version, state: LEADS[asking.step], reason })
    showToast(t(`step.${asking.step}.done`))
    return answer
  })
  const withdrawn = exam.state === 'draft' && exam.published_at !== null
  const stuck = exam.state === 'draft' && blocked > 0
  const own = (i18n.language === 'en' && exam.name_en) || exam.name
  const name = exam.formality === 'rehearsal' ? t('rehearsal_name', { name: own }) : own
  const people = { name, count: exam.candidate_count, staff: exam.staff_count }
  return (
    <>
      {STEPS[exam.state]?.map((step) => (
        <Button
          key={step}
          block
          icon={stuck ? 'lock' : undefined}
          kind={kindOf(step)}
          disabled={stuck}
          onClick={() => setAsking({ step, exam })}
        >
          {stuck ? t('publish_stuck', { count: blocked }) : t(`step.${step}.act`)}
        </Button>
      ))}
      <p className="t12 dim">
        {t(`state_note.${withdrawn ? 'withdrawn' : (exam.state as 'draft')}`, people)}
      </p>
      {exam.state === 'draft' && !withdrawn && <DeleteDraft exam={exam} />}
      {asking?.step === 'close' && (
        <CloseExam
          exam={asking.exam}
          title={t('step.close.ask', people)}
          onClose={() => setAsking(null)}
          onAct={go}
        />
      )}
      {asking && asking.step !== 'close' && (
        <Ask
          title={t(`step.${asking.step}.ask`, people)}
          act={t(`step.${asking.step}.act`)}
          danger={HURTS.includes(asking.step)}
          write={WITH_REASON.includes(asking.step) ? 'reason' : undefined}
          onClose={() => setAsking(null)}
          onAct={go}
        >
          {t(`step.${asking.step}.text`, people)}
          {asking.step === 'publish' && withdrawn && <p>{t('step.publish.again')}</p>}
          {asking.step === 'publish' && <OpensAtOnce exam={asking.exam} />}
        </Ask>
      )}
    </>
  )
}
