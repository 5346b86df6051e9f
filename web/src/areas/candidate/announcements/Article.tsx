import { useEffect, useRef } from 'react'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { formatDateTime } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { useNames } from '@/ui/names'
import { ReceiptLine } from '@/ui/ReceiptLine'
import { RichText } from '@/ui/RichText'
import { Chip } from '@/ui/StageChip'
import { showToast } from '@/ui/toast'
import { attachmentAddress, useReading, useWords, type Announcement, type AnnouncementText } from './reads'
import './announcements.css'

export function useTitles() {
  const { i18n } = useWords()
  return (one: Pick<Announcement, 'title' | 'title_en'>) =>
    (i18n.language === 'en' && one.title_en) || one.title
}

export function MustRead() {
  const { t } = useWords()
  return (
    <Chip icon="alert" kind="amber">
      {t('must_read')}
    </Chip>
  )
}

/** Who says it, and since when. */
export function Source({ one }: { one: Announcement }) {
  const { t } = useWords()
  const names = useNames()
  const target = names({ name: one.target_name, name_en: one.target_name_en })
  return (
    <>
      {target} · {formatDateTime(one.published_at)}
      {one.edition > 1 && <> · {t('edition', { edition: one.edition })}</>}
    </>
  )
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** The text with its files. What need not be confirmed is read when it is opened. */
export function Article({ one }: { one: AnnouncementText }) {
  const { t, i18n } = useWords()
  const { mutate } = useReading(one)
  const opened = !one.must_read && one.read_at === null
  const told = useRef('')
  const what = `${one.id} ${one.edition}`
  useEffect(() => {
    if (!opened || told.current === what) return
    told.current = what
    mutate()
  }, [opened, what, mutate])
  const english = i18n.language === 'en' && one.body_en !== ''
  return (
    <>
      <RichText html={english ? one.body_en : one.body} lang={english ? 'en' : 'zh-CN'} />
      {one.attachments.map((file) => (
        <a
          key={file.id}
          className="kc-file"
          href={attachmentAddress(one.id, file.id)}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="document" />
          <span className="grow">
            {file.name}
            <small className="dim">{size(file.size)}</small>
          </span>
          <Icon name="download" label={t('open_file')} />
        </a>
      ))}
      {one.read_at && <ReceiptLine kind="read" at={one.read_at} />}
    </>
  )
}

/** 「我已阅读」: the receipt of what must be read; then the page shows it in place of this button. */
export function ReadButton({ one }: { one: AnnouncementText }) {
  const { t } = useWords()
  const text = useErrorText()
  const reading = useReading(one)
  return (
    <Button
      size="l"
      kind="primary"
      icon="check"
      busy={reading.isPending}
      onClick={() =>
        reading.mutate(undefined, {
          onError: (error) => showToast(text(error), { bad: true }),
        })
      }
    >
      {t('have_read')}
    </Button>
  )
}
