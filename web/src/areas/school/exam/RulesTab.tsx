import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exam, ExamEdit } from '@/api/school_shapes'
import { Ask } from '@/staff_ui/Ask'
import { LeaveDialog } from '@/staff_ui/form/LeaveDialog'
import { showToast } from '@/ui/toast'
import { useEdits } from '../edits'
import { EditsFoot, EditsRefused } from '../EditsParts'
import { editExam } from './acts'
import { fits, GROUPS, type Rules } from './policies'
import { PolicyRow } from './PolicyRow'
import { isOver, needsReason } from './reads'

/** The rules as they will be. */
export function RulesTab({ exam }: { exam: Exam }) {
  const { t } = useTranslation(['school/exam', 'list', 'common'])
  const [asking, setAsking] = useState(false)
  const edits = useEdits<Rules, Exam>(exam)
  const { base, typed, changes, guard } = edits
  const over = isOver(base)
  const wrong = GROUPS.flatMap(({ rules }) => rules).some(
    (policy) => !fits(policy, typed[policy.rule] ?? base[policy.rule]),
  )

  async function save(reason: string) {
    await edits.save(
      (old, changed) => editExam(old.id, { version: old.version, reason, ...(changed as Partial<ExamEdit>) }),
      () => showToast(t('list:form.saved')),
    )
    // The question closes either way: a refusal stands above the rules.
    return true
  }

  return (
    <section className="kc-card kc-rules-card" aria-label={t('part.rules')}>
      <EditsRefused edits={edits} />
      <div className="kc-rules">
        {GROUPS.map(({ group, rules }) => (
          <section key={group} aria-label={t(`group.${group}`)}>
            <h2>{t(`group.${group}`)}</h2>
            {rules.map((policy) => (
              <PolicyRow
                key={policy.rule}
                policy={policy}
                value={typed[policy.rule] ?? base[policy.rule]}
                changed={policy.rule in changes}
                disabled={over}
                onChange={(value) => edits.change({ [policy.rule]: value })}
              />
            ))}
          </section>
        ))}
      </div>
      <EditsFoot
        edits={edits}
        note={t(over ? 'rules_over' : wrong ? 'rules_wrong' : 'rules_note')}
        disabled={wrong}
        onSave={() => (needsReason(base) ? setAsking(true) : void save(''))}
      />
      {asking && (
        <Ask
          title={t('reason_title')}
          act={t('list:form.save')}
          write="reason"
          onClose={() => setAsking(false)}
          onAct={save}
        >
          {t('reason_text', { count: base.candidate_count, staff: base.staff_count })}
        </Ask>
      )}
      {guard.asking && <LeaveDialog onStay={guard.stay} onLeave={guard.leave} />}
    </section>
  )
}
