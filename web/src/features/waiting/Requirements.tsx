import { useTranslation } from 'react-i18next'
import { Card } from '@/ui/Card'
import { FactMark } from '@/ui/FactMark'
import type { Requirement } from './candidate_waiting'

type Key = 'commitment' | 'device_check' | 'second_camera' | 'clearance' | 'identity'

/** What is still open before one may be called. */
export function Requirements({ items, talking }: { items: readonly Requirement[]; talking: boolean }) {
  const { t } = useTranslation('candidate')
  const done = items.filter((item) => item.done).length
  return (
    <Card title={t('waiting.list')} aside={`${done} / ${items.length}`} bare>
      <ul>
        {items.map((item) => {
          const key = item.key as Key
          const word = item.done
            ? t(`waiting.done_${key}`)
            : talking && key === 'clearance'
              ? t('waiting.todo_clearance_talk')
              : t(`waiting.todo_${key}`)
          const kind = item.done ? 'ok' : key === 'clearance' ? 'idle' : 'warn'
          return (
            <li key={key} className="kc-li wrap t14">
              <span className="grow ink">{t(`waiting.need_${key}`)}</span>
              <FactMark kind={kind}>{word}</FactMark>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
