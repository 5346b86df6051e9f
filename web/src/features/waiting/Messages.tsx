import { useTranslation } from 'react-i18next'
import { Card } from '@/ui/Card'
import { formatTime } from '@/ui/format'
import type { Message } from './candidate_waiting'

export function Messages({ messages }: { messages: readonly Message[] }) {
  const { t } = useTranslation('candidate')
  return (
    <Card title={t('waiting.messages')} className="kc-messages">
      <div className="col g3" role="log" aria-live="polite">
        {messages.length === 0 && <p className="t14 dim">{t('waiting.no_messages')}</p>}
        {messages.map((message) => (
          <div key={message.id} className="col g1">
            <span className="kc-msg">{message.text}</span>
            <span className="t12 dim">
              {message.author_name} · {formatTime(message.sent_at)}
              {message.to === 'room' && ` · ${t('waiting.to_all')}`}
            </span>
          </div>
        ))}
      </div>
    </Card>
  )
}
