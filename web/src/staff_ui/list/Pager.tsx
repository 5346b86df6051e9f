import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { PAGE_SIZES, type PageSize } from './state'

interface Props {
  page: number
  pageSize: PageSize
  total: number
  onPage: (page: number) => void
  onPageSize: (size: PageSize) => void
}

/** Which of how many, and the pages before and after. */
export function Pager({ page, pageSize, total, onPage, onPageSize }: Props) {
  const { t } = useTranslation('list')
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const first = (page - 1) * pageSize + 1
  return (
    <nav className="kc-pager" aria-label={t('pager.label')}>
      <span className="dim" role="status">
        {t('pager.of', { first, last: Math.min(total, page * pageSize), total })}
      </span>
      <label className="push row dim">
        {t('pager.size')}
        <select
          className="kc-pager-size"
          value={pageSize}
          onChange={(event) => onPageSize(Number(event.target.value) as PageSize)}
        >
          {PAGE_SIZES.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </label>
      <Button
        size="s"
        icon="left"
        aria-label={t('pager.before')}
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      />
      <span>{t('pager.page', { page, pages })}</span>
      <Button
        size="s"
        icon="right"
        aria-label={t('pager.after')}
        disabled={page >= pages}
        onClick={() => onPage(page + 1)}
      />
    </nav>
  )
}
