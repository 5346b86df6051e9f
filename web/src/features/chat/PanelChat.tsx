import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatLine } from '@/api/staff_shapes'
import { useAct } from '@/staff_ui/act'
import { Button } from '@/ui/Button'
import { formatTime } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { postToPanel } from './staff_acts'

/** 评委私聊: plain text among the panel, over HTTP; no candidate ever gets a word of it. */
export function PanelChat({ roomId, lines }: { roomId: string; lines: readonly ChatLine[] }) {
  const { t } = useTranslation('staff')
  const [text, setText] = useState('')
  const box = useRef<HTMLUListElement>(null)
  const [post, busy] = useAct((words: string) => postToPanel(roomId, words))
  const sorted = [...lines].sort((a, b) => a.sent_at.localeCompare(b.sent_at))
  const newest = sorted.at(-1)?.id

  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }, [newest])

  async function send(event?: FormEvent) {
    event?.preventDefault()
    const words = text.trim()
    if (words && (await post(words))) setText('')
  }
  function onKeyDown(event: KeyboardEvent) {
    // Enter inside an input method picks a word; it must not send half a sentence.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }

  return (
    <section className="kc-panel-chat" aria-label={t('panel.chat')}>
      <h2 className="row t12 dim">
        <Icon name="message" size={16} />
        {t('panel.chat')}
      </h2>
      {sorted.length === 0 ? (
        <p className="t12 dim">{t('panel.chat_empty')}</p>
      ) : (
        <ul ref={box} aria-live="polite">
          {sorted.map((line) => (
            <li key={line.id}>
              <b>{line.author_name}</b> {line.text}{' '}
              <span className="t12 dim nowrap">{formatTime(line.sent_at)}</span>
            </li>
          ))}
        </ul>
      )}
      <form className="row" onSubmit={(event) => void send(event)}>
        <textarea
          rows={1}
          aria-label={t('panel.chat_input')}
          placeholder={t('panel.chat_input')}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button type="submit" icon="right" busy={busy} aria-label={t('panel.chat_send')} />
      </form>
    </section>
  )
}
