import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '@/staff_ui/act'
import { Button } from '@/ui/Button'
import { BulkDialog } from './BulkDialog'
import type { AskingBulkAct, BulkAct, BulkPreview, PlainBulkAct, Selection } from './bulk'

interface Props {
  selected: readonly string[]
  /** Rows on the page and under the filters. */
  onPage: readonly string[]
  total: number
  all: boolean
  asked: Record<string, string | string[]>
  acts: readonly BulkAct[]
  onAll: (all: boolean) => void
  onSelect: (ids: string[]) => void
}

/** Appears with the first tick, at the foot: how many, what can be done, and a preview before anything is. */
export function BulkBar({ selected, onPage, total, all, asked, acts, onAll, onSelect }: Props) {
  const { t, i18n } = useTranslation('list')
  const [chosen, setChosen] = useState<{ act: PlainBulkAct; preview: BulkPreview } | null>(null)
  const [asking, setAsking] = useState<AskingBulkAct | null>(null)
  const whom: Selection = all ? { asked } : { ids: [...selected] }
  const [look, looking] = useAct(async (act: PlainBulkAct) => {
    setChosen({ act, preview: await act.preview(whom) })
    return true
  })
  const [run] = useAct(async (act: PlainBulkAct, reason: string) => {
    await act.run(whom, reason)
    letGo()
    return true
  })
  function letGo() {
    onSelect([])
    onAll(false)
  }
  if (selected.length === 0) return null
  const count = new Intl.NumberFormat(i18n.language).format(all ? total : selected.length)
  const wholePage = onPage.length > 0 && onPage.every((id) => selected.includes(id))
  return (
    <div className="kc-bulk" role="region" aria-label={t('bulk.label')}>
      <b role="status">{t('bulk.selected', { count: count as never })}</b>
      {all && <span className="t12 dim">{t('bulk.all_note')}</span>}
      {!all && wholePage && total > selected.length && (
        <Button kind="text" onClick={() => onAll(true)}>
          {t('bulk.all', { count: new Intl.NumberFormat(i18n.language).format(total) as never })}
        </Button>
      )}
      {acts.map((act) => (
        <Button
          key={act.key}
          icon={act.icon}
          kind={act.danger ? 'danger' : 'plain'}
          busy={looking}
          onClick={() => ('dialog' in act ? setAsking(act) : void look(act))}
        >
          {act.label}
        </Button>
      ))}
      <span className="push">
        <Button kind="text" onClick={letGo}>
          {t('bulk.none')}
        </Button>
      </span>
      {asking?.dialog({ whom, onClose: () => setAsking(null), onDone: letGo })}
      {chosen && (
        <BulkDialog
          act={chosen.act}
          preview={chosen.preview}
          onClose={() => setChosen(null)}
          onRun={(reason) => run(chosen.act, reason)}
        />
      )}
    </div>
  )
}
