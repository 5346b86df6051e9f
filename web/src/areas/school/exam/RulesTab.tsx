import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { press } from '@/api/client'
import type { Exam } from '@/api/school_shapes'
import { Ask } from '@/staff_ui/Ask'
import { LeaveDialog } from '@/staff_ui/form/LeaveDialog'
import { useLeaveGuard } from '@/staff_ui/form/leave'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { showToast } from '@/ui/toast'
import { useRefusalText } from '../changed'
import { SCHOOL } from '../me'
import { editExam } from './acts'
import { changesOf, GROUPS, type Rules } from './policies'
import { PolicyRow } from './PolicyRow'
import { isOver, needsReason } from './reads'

/** The rules as they will be. What was changed here is measured on what the page held when the change began. */
export function RulesTab({ exam }: { exam: Exam }) {
  const { t } = useTranslation(['school/exam', 'list', 'common'])
  const cache = useQueryClient()
  const text = useRefusalText()
  const [begun, setBegun] = useState<Exam | null>(null)
  const [typed, setTyped] = useState<Partial<Rules>>({})
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>(null)
  const base = begun ?? exam
  const over = isOver(base)
  const changes = changesOf(base, typed)
  const count = Object.keys(changes).length
  const guard = useLeaveGuard(count > 0, () => {})

  function change(values: Partial<Rules>) {
    setBegun(base)
    setTyped((before) => ({ ...before, ...values }))
  }
  function drop() {
    setBegun(null)
    setTyped({})
    setRefusal(null)
  }
  async function reread() {
    await cache.invalidateQueries({ queryKey: SCHOOL })
    drop()
  }
  async function save(reason: string) {
    setBusy(true)
    setRefusal(null)
    try {
      await press(() => editExam(base.id, { version: base.version, reason, ...changes }))
      showToast(t('saved'))
      await reread()
    } catch (error) {
      setRefusal(error)
    } finally {
      setBusy(false)
    }
    // The question closes either way: a refusal stands above the rules.
    return true
  }

  return (
    <section className="kc-card kc-rules-card" aria-label={t('part.rules')}>
      {refusal !== null && (
        <AlarmStrip
          kind="red"
          icon="refused"
          actions={
            <Button size="s" icon="retry" onClick={() => void reread()}>
              {t('list:form.reload')}
            </Button>
          }
        >
          {text(refusal)}
        </AlarmStrip>
      )}
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
                onChange={(value) => change({ [policy.rule]: value })}
              />
            ))}
          </section>
        ))}
      </div>
      <div className="kc-rules-foot">
        <span className="t12 dim">{t(over ? 'rules_over' : 'rules_note')}</span>
        {count > 0 && (
          <span className="push row">
            <Button onClick={drop}>{t('discard')}</Button>
            <Button
              kind="primary"
              busy={busy}
              onClick={() => (needsReason(base) ? setAsking(true) : void save(''))}
            >
              {t('save_rules', { count })}
            </Button>
          </span>
        )}
      </div>
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
