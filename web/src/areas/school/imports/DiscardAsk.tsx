import { useTranslation } from 'react-i18next'
import type { RosterImport } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { discardImport } from './reads'

/** 「不写入」: what was uploaded goes, the roster stays. */
export function DiscardAsk({ made, onClose }: { made: RosterImport; onClose: () => void }) {
  const { t } = useTranslation('school/imports')
  const [discard] = useAct(() => discardImport(made.id))
  return (
    <Ask
      title={t('discard_title', { name: made.file_name })}
      act={t('discard')}
      onClose={onClose}
      onAct={() => discard()}
    >
      {t('discard_text')}
    </Ask>
  )
}
