import { useTranslation } from 'react-i18next'
import type { BoardMessage } from '@/api/staff_shapes'
import { formatTime } from '@/ui/format'
import { EmptyState } from '@/ui/PageState'

/** What was written to candidates, newest first. */
export function MessageList({
  messages,
  nameOf,
}: {
  messages: readonly BoardMessage[]
  nameOf: (entryId: string) => string
}) {
  const { t } = useTranslation('staff')
  const shown = messages
    .filter(({ audience }) => audience !== 'panel')
    .sort((a, b) => b.sent_at.localeCompare(a.sent_at))
  if (shown.length === 0)
    return (
      <EmptyState icon="message" title={t('messages.empty_title')}>
        {t('messages.empty_text')}
      </EmptyState>
    )
  return (
    <ul className="kc-side-list" aria-live="polite">
      {shown.map((message) => (
        <li key={message.id}>
          <p className="row t12 dim">
            <span>
              {t('messages.to', {
                author: message.author_name,
                to: message.entry_id ? nameOf(message.entry_id) : t('messages.to_all'),
              })}
            </span>
            <span className="push">{formatTime(message.sent_at)}</span>
          </p>
          <p className="ink kc-words">{message.text}</p>
        </li>
      ))}
    </ul>
  )
}
