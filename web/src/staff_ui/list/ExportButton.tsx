import { useTranslation } from 'react-i18next'
import { download } from '@/api/download'
import { useAct } from '@/staff_ui/act'
import { Button } from '@/ui/Button'
import { holdToast, showToast } from '@/ui/toast'

/** A file that takes longer says that it is being made: of a hundred thousand rows it takes most of a minute. */
const LONG_MS = 1_000

interface Props {
  path: string
  /** The filters and the order of the list. */
  asked: Record<string, string | string[]>
  /** The columns that are shown, as the file calls them. */
  columns: readonly string[]
}

/** The list as an Excel file: all pages under the filters, the columns on screen. */
export function ExportButton({ path, asked, columns }: Props) {
  const { t, i18n } = useTranslation('list')
  const [run, busy] = useAct(async () => {
    const lang = i18n.language === 'en' ? 'en' : 'zh'
    let hide = () => {}
    const timer = setTimeout(() => (hide = holdToast(t('export.making'))), LONG_MS)
    try {
      const name = await download(path, { ...asked, columns: columns.join(','), lang })
      showToast(t('export.done', { name }))
      return true
    } finally {
      clearTimeout(timer)
      hide()
    }
  })
  return (
    <Button icon="download" busy={busy} onClick={() => void run()}>
      {t('export.button')}
    </Button>
  )
}
