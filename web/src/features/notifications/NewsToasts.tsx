import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { payload } from '@/live/effects'
import { useLiveEvent } from '@/live/Live'
import type { PushEvent } from '@/live/socket'
import { showToast } from '@/ui/toast'
import { inboxOf, useMarkRead, type Notice } from './reads'
import { useNoticeWords } from './Words'
import { isWork, useWorkWords } from './Work'

/** What staff are told while a page is open: said quietly on it, wherever it is; it stays in the inbox. */
export function NewsToasts() {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { t } = useTranslation('list')
  const noticeWords = useNoticeWords()
  const workWords = useWorkWords()
  const markRead = useMarkRead('staff')
  const say = (notice: Notice) => {
    if (!isWork(notice)) {
      const { title, text } = noticeWords(notice)
      showToast(`${title} · ${text}`, { lasting: true })
      return
    }
    const { title, text, to, bad, done } = workWords(notice)
    // That page shows it itself, to whoever looks at it.
    if (location.pathname === to) {
      if (document.hidden) return
      if (done) showToast(notice.params.by ? `${title} · ${text}` : title)
      return markRead.mutate(notice.id)
    }
    showToast(title, { bad, action: { label: t('work.open'), run: () => void navigate({ to }) } })
  }
  const hear = async (event: PushEvent) => {
    const { notification_id: id } = payload(event, 'notifications.notification_sent')
    // A read that was under way may be older than the news.
    for (let nth = 0; nth < 2; nth++) {
      const inbox = await cache.fetchQuery({ ...inboxOf('staff'), staleTime: 0 }).catch(() => null)
      const notice = inbox?.items.find((one) => one.id === id)
      if (notice) return say(notice)
    }
  }
  const newest = useRef(hear)
  newest.current = hear
  useLiveEvent(
    'notifications.notification_sent',
    useCallback((event) => void newest.current(event), []),
  )
  return null
}
