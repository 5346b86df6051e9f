import { useTranslation } from 'react-i18next'
import type { TimelineItem } from '@/api/school_shapes'

/** What happened, as the trail tells it; beneath it what was said, and before and after. */
export function Sentence({ item }: { item: TimelineItem }) {
  const { t } = useTranslation(['school/candidates', 'common'])
  return (
    <>
      <p className="ink">{item.sentence}</p>
      {item.failed.length > 0 && (
        <p className="c-amber t14">
          {item.failed.map((part) => t(`check_part.${part as 'camera'}`)).join(t('common:list_comma'))}
        </p>
      )}
      {item.text && <p className="kc-msg kc-words">{item.text}</p>}
      {item.changes.length > 0 && (
        <ul className="kc-changes">
          {item.changes.map((change) => (
            <li key={change.field}>
              <span className="dim">{change.field}</span>
              <del>{change.before}</del>
              <span aria-hidden="true">→</span>
              <ins>{change.after}</ins>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
