import { useTranslation } from 'react-i18next'
import type { TimelineItem } from '@/api/school_shapes'
import { formatDateTime } from '@/ui/format'

/** The fact that makes two sentences of one event: which way, which device, which answer. */
const TELLING = ['way', 'kind', 'method', 'state', 'outcome', 'passed', 'cleared', 'used'] as const
const PARTS = ['camera', 'microphone', 'speaker', 'network_udp', 'network_tcp'] as const

/** What happened, in words; beneath it what was said, why, and before and after. */
export function Sentence({ item }: { item: TimelineItem }) {
  const { t } = useTranslation(['school/timeline', 'common'])
  const { t: c } = useTranslation('school/candidates')
  const facts = item.facts as Record<string, unknown>
  const telling = TELLING.find((key) => facts[key] !== undefined)
  const failed = (Array.isArray(facts['failed']) ? facts['failed'] : []).filter((part) =>
    PARTS.includes(part as 'camera'),
  )
  const key = item.event.replace('.', '_') as 'exams_notice_read'
  return (
    <>
      <p className="ink">
        {t(`event.${key}`, {
          ...simple(facts),
          context: telling && String(facts[telling]),
        })}
      </p>
      {failed.length > 0 && (
        <p className="c-amber t14">
          {failed.map((part) => c(`check_part.${part as 'camera'}`)).join(t('common:list_comma'))}
        </p>
      )}
      {item.text && <p className="kc-msg kc-words">{item.text}</p>}
      {item.changes.length > 0 && (
        <ul className="kc-changes">
          {item.changes.map((change) => (
            <li key={change.field}>
              <span className="dim">
                {t(`field.${change.field as 'name'}`, { defaultValue: change.field })}
              </span>
              <del>{shown(change.field, change.before) ?? t('nothing')}</del>
              <span aria-hidden="true">→</span>
              <ins>{shown(change.field, change.after) ?? t('nothing')}</ins>
            </li>
          ))}
        </ul>
      )}
      {item.reason && <p className="t14 dim">{t('reason', { reason: item.reason })}</p>}
    </>
  )
}

/** Texts and numbers for the sentence; times as times. */
function simple(facts: Record<string, unknown>): Record<string, string | number> {
  const found: Record<string, string | number> = {}
  for (const [key, value] of Object.entries(facts)) {
    if (typeof value === 'number') found[key] = value
    if (typeof value === 'string') found[key] = /_(at|to|from)$/.test(key) ? formatDateTime(value) : value
  }
  // Extensions come in seconds and are spoken of in minutes.
  if (typeof found['seconds'] === 'number') found['minutes'] = Math.round(found['seconds'] / 60)
  return found
}

function shown(field: string, value: string | number | boolean | null): string | null {
  if (value === null || value === '') return null
  if (field.endsWith('_at')) return formatDateTime(String(value))
  return String(value)
}
