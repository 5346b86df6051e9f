import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PortraitImport } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { formatDateTime } from '@/ui/format'
import { discardPortraits } from './portraits'

/** What came before; a dry run that nobody decided on is opened, or put away. */
export function Past({
  imports,
  onOpen,
  onEarlier,
}: {
  imports: readonly PortraitImport[]
  onOpen: (id: string) => void
  /** Shows more of what came before; undefined when that is all. */
  onEarlier: (() => void) | undefined
}) {
  const { t } = useTranslation('school/portraits')
  const [dropped, setDropped] = useState<PortraitImport | null>(null)
  const [discard] = useAct(discardPortraits)
  if (imports.length === 0 && !onEarlier) return null
  return (
    <>
      <ul className="kc-portraits-past">
        {imports.map((one) => (
          <li key={one.id}>
            <span className="ink">{one.file_name}</span>
            <span className="dim">
              {formatDateTime(one.created_at)} · {one.uploaded_by_name}
            </span>
            <span className="push">
              {t(`state.${one.state}`, { count: writtenOf(one) })}
              {one.written_by_name && one.written_by_name !== one.uploaded_by_name && (
                <span className="dim"> {t('written_by', { name: one.written_by_name })}</span>
              )}
            </span>
            {one.state === 'checked' && (
              <span className="row">
                <Button size="s" onClick={() => onOpen(one.id)}>
                  {t('open')}
                </Button>
                <Button size="s" onClick={() => setDropped(one)}>
                  {t('discard')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {onEarlier && (
        <div className="kc-card-body">
          <Button size="s" onClick={onEarlier}>
            {t('earlier')}
          </Button>
        </div>
      )}
      {dropped && (
        <Ask
          danger
          title={`${t('discard')} · ${dropped.file_name}`}
          act={t('discard')}
          onClose={() => setDropped(null)}
          onAct={() => discard(dropped.id)}
        >
          {t('discard_text')}
        </Ask>
      )}
    </>
  )
}

function writtenOf({ counts }: PortraitImport): number {
  return (counts.new ?? 0) + (counts.replace ?? 0)
}
