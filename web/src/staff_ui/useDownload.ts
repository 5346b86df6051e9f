import { useTranslation } from 'react-i18next'
import { download } from '@/api/download'
import { holdToast } from '@/ui/toast'

/** A file that takes longer says that it is being made: of a hundred thousand rows it takes most of a minute. */
const LONG_MS = 1_000

/** Fetches a file and hands it to the browser to save; gives its name. */
export function useDownload(): typeof download {
  const { t } = useTranslation('list')
  return async (path, query) => {
    let hide = () => {}
    const timer = setTimeout(() => (hide = holdToast(t('export.making'))), LONG_MS)
    try {
      return await download(path, query)
    } finally {
      clearTimeout(timer)
      hide()
    }
  }
}
