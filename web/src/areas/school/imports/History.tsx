import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RosterImport } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { serverClock } from '@/api/clock'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { formatDateTime } from '@/ui/format'
import { DiscardAsk } from './DiscardAsk'
import { badOf } from './marks'
import { rollBackImport } from './reads'

type State =
  'reading' | 'refused' | 'checked' | 'writing' | 'written' | 'rolling_back' | 'rolled_back' | 'discarded'

/** Every file of this exam; what was written can be taken back as a whole while nobody has acted on it. */
export function History({
  imports,
  onBadRows,
  onEarlier,
}: {
  imports: readonly RosterImport[]
  /** What was left out when the rest was written. */
  onBadRows: (made: RosterImport) => void
  /** Shows more of what came before; undefined when that is all. */
  onEarlier: (() => void) | undefined
}) {
  const { t, i18n } = useTranslation('school/imports')
  const english = i18n.language === 'en'
  const [asked, setAsked] = useState<RosterImport | null>(null)
  const [dropped, setDropped] = useState<RosterImport | null>(null)
  const [rollBack] = useAct(rollBackImport)
  return (
    <Card bare title={t('history')}>
      <table className="kc-import-history">
        <thead>
          <tr>
            <th scope="col">{t('file')}</th>
            <th scope="col">{t('uploaded')}</th>
            <th scope="col">{t('state_head')}</th>
            <th scope="col">{t('act')}</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((one) => (
            <tr key={one.id}>
              <td className="ink">{one.file_name}</td>
              <td>
                {formatDateTime(one.created_at)} · {one.uploaded_by_name}
              </td>
              <td>
                {t(`state.${one.state as State}`, { count: one.done })}
                {one.state === 'written' && badOf(one) > 0 && (
                  <span className="dim"> {t('left_out', { count: badOf(one) })}</span>
                )}
                {one.written_by_name && one.written_by_name !== one.uploaded_by_name && (
                  <span className="dim"> {t('written_by', { name: one.written_by_name })}</span>
                )}
                {one.rolled_back_by_name && (
                  <span className="dim"> {t('rolled_back_by', { name: one.rolled_back_by_name })}</span>
                )}
                {one.problem_sentence && (
                  <span className="dim">
                    {t('problem', { text: english ? one.problem_sentence.en : one.problem_sentence.zh })}
                  </span>
                )}
              </td>
              <td>
                {one.state === 'checked' && (
                  <span className="row">
                    <Link
                      to="."
                      search={{ import: one.id } as never}
                      className="kc-btn s"
                      aria-label={t('open_of', { name: one.file_name })}
                    >
                      {t('open')}
                    </Link>
                    <Button
                      size="s"
                      aria-label={t('discard_title', { name: one.file_name })}
                      onClick={() => setDropped(one)}
                    >
                      {t('discard')}
                    </Button>
                  </span>
                )}
                {one.roll_back_until && new Date(one.roll_back_until).getTime() > serverClock.now() && (
                  <span className="row">
                    {badOf(one) > 0 && (
                      <Button
                        size="s"
                        icon="download"
                        aria-label={t('bad_rows_of', { name: one.file_name, count: badOf(one) })}
                        onClick={() => onBadRows(one)}
                      >
                        {t('bad_rows')}
                      </Button>
                    )}
                    <Button size="s" icon="rotate" onClick={() => setAsked(one)}>
                      {t('roll_back')}
                    </Button>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {onEarlier && (
        <div className="kc-card-body">
          <Button size="s" onClick={onEarlier}>
            {t('earlier')}
          </Button>
        </div>
      )}
      {dropped && <DiscardAsk made={dropped} onClose={() => setDropped(null)} />}
      {asked && (
        <Ask
          danger
          title={t('roll_back_title', { name: asked.file_name })}
          act={t('roll_back_act', { count: asked.done })}
          onClose={() => setAsked(null)}
          {...(asked.reason_needed && { write: 'reason' as const })}
          onAct={(reason) => rollBack(asked.id, reason)}
        >
          {t('roll_back_text')}
        </Ask>
      )}
    </Card>
  )
}
