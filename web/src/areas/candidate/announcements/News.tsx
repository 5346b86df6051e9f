import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatDateTime } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { MustRead, Source, useTitles } from './Article'
import { useWords, type Announcement } from './reads'

/** One line each: unread ones have a dot and the word. `onOpen`: it is opened without leaving this page. */
export function News({ items, onOpen }: { items: Announcement[]; onOpen?: (id: string) => void }) {
  const title = useTitles()
  return (
    <ul className="kc-news">
      {items.map((one) => {
        const line: ReactNode = (
          <>
            <span className={`kc-news-dot ${one.read_at ? '' : 'on'}`} aria-hidden="true" />
            <span className="kc-news-words">
              <span className="ink">{title(one)}</span>
              <small className="dim">
                <Source one={one} />
              </small>
            </span>
            <Mark one={one} />
          </>
        )
        return (
          <li key={one.id}>
            {onOpen ? (
              <button type="button" onClick={() => onOpen(one.id)}>
                {line}
              </button>
            ) : (
              <Link to={`/c/announcements/${one.id}`}>{line}</Link>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Mark({ one }: { one: Announcement }) {
  const { t } = useWords()
  if (one.read_at)
    return (
      <small className="dim row g1 nowrap">
        <Icon name="done" size={14} />
        {t('read_at', { time: formatDateTime(one.read_at).slice(5) })}
      </small>
    )
  return one.must_read ? <MustRead /> : <small className="c-act med nowrap">{t('unread')}</small>
}
