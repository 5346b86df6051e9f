import { useTranslation } from 'react-i18next'
import type { BulkOutcome } from './bulk'

/** For how many it will be done, and who is left out for which reason; the first of them by name. */
export function BulkOutcomeText({ will, skipped }: BulkOutcome) {
  const { t } = useTranslation(['list', 'common'])
  return (
    <>
      <p>{t('bulk.will', { count: will })}</p>
      {skipped.length > 0 && (
        <ul className="col g1 kc-skipped">
          {skipped.map(({ reason, count, names = [] }) => (
            <li key={reason}>
              <span className="c-amber">{t('bulk.skipped', { count, reason })}</span>
              {names.length > 0 && (
                <span className="dim">
                  {' '}
                  {names.join(t('common:list_comma'))}
                  {count > names.length && ' …'}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
