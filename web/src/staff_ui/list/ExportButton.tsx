import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '@/staff_ui/act'
import { Ask } from '@/staff_ui/Ask'
import { Button } from '@/ui/Button'
import { showToast } from '@/ui/toast'
import { useDownload } from '../useDownload'

interface Props {
  path: string
  /** The filters and the order of the list. */
  asked: Record<string, string | string[]>
  /** The columns that are shown, as the file calls them. */
  columns: readonly string[]
  /** What the page masks is whole in the file: said first. */
  whole?: boolean
}

/** The list as an Excel file: all pages under the filters, the columns on screen. */
export function ExportButton({ path, asked, columns, whole = false }: Props) {
  const { t, i18n } = useTranslation('list')
  const download = useDownload()
  const [run, busy] = useAct(async () => {
    const lang = i18n.language === 'en' ? 'en' : 'zh'
    const name = await download(path, { ...asked, columns: columns.join(','), lang })
    showToast(t('export.done', { name }))
    return true
  })
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button icon="download" busy={busy} onClick={() => (whole ? setAsking(true) : void run())}>
        {t('export.button')}
      </Button>
      {asking && (
        <Ask title={t('export.button')} act={t('export.act')} onClose={() => setAsking(false)} onAct={run}>
          {t('export.whole')}
        </Ask>
      )}
    </>
  )
}
