import { useTranslation } from 'react-i18next'
import type { RosterImport } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { badOf, countOf, goodOf } from './marks'
import { writeImport } from './reads'

/** Once more what will happen; a published exam asks why. */
export function WriteDialog({ made, onClose }: { made: RosterImport; onClose: () => void }) {
  const { t } = useTranslation('school/imports')
  const [bad, good] = [badOf(made), goodOf(made)]
  const [write] = useAct((reason: string) => writeImport(made, bad > 0, reason))
  const lines = [
    countOf(made, 'new') > 0 && t('will_add', { count: countOf(made, 'new') }),
    countOf(made, 'update') > 0 && t('will_update', { count: countOf(made, 'update') }),
    countOf(made, 'unchanged') > 0 && t('will_leave', { count: countOf(made, 'unchanged') }),
    bad > 0 && t('will_skip', { count: bad }),
  ].filter(Boolean)
  return (
    <Ask
      title={bad > 0 ? t('write_good', { count: good }) : t('write_all', { count: good })}
      act={t('write_act')}
      write={made.reason_needed ? 'reason' : undefined}
      onClose={onClose}
      onAct={write}
    >
      <p>{t('from', { file: made.file_name, name: made.uploaded_by_name })}</p>
      <ul className="kc-import-will">
        {lines.map((line) => (
          <li key={String(line)}>{line}</li>
        ))}
      </ul>
      <p className="dim">{made.reason_needed ? t('write_published') : t('one_transaction')}</p>
    </Ask>
  )
}
