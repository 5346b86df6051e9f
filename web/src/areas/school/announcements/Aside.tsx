import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Announcement } from '@/api/school_shapes'
import { formatDateTime } from '@/ui/format'
import { Progress } from '@/ui/Meters'
import { Remind } from './Remind'

/** Beside the text: who has read it, and its editions. */
export function Aside({ one }: { one: Announcement | null }) {
  const { t } = useTranslation('school/announcements')
  const readers = one?.readers
  return (
    <aside className="kc-card kc-announcement-aside">
      <div className="kc-card-head">
        <h3>{t('receipts')}</h3>
      </div>
      <div className="kc-card-body">
        {!one || !readers || one.edition === 0 ? (
          <p className="t14 dim">{t('not_published')}</p>
        ) : (
          <>
            <p>
              <span className="kc-announcement-count">{readers.read}</span>{' '}
              <span className="dim">{t('read_of', { total: readers.recipients })}</span>
            </p>
            <Progress value={readers.read} total={readers.recipients} label={t('receipts')} />
            {readers.read < readers.recipients ? (
              <Link to={`/s/school/announcements/${one.id}/receipts`} search={{ read: 'no' } as never}>
                {t('unread_list')}
              </Link>
            ) : (
              readers.recipients > 0 && <p className="t14 c-green">{t('all_read')}</p>
            )}
            <Remind one={one} />
            {one.last_sms && (
              <p className="t12 dim">
                {t('last_sms', {
                  time: formatDateTime(one.last_sms.created_at).slice(5),
                  sent: one.last_sms.sent,
                })}
                {one.last_sms.blocked > 0 && (
                  <span className="c-amber"> {t('last_sms_blocked', { blocked: one.last_sms.blocked })}</span>
                )}
              </p>
            )}
            <h4>{t('editions')}</h4>
            <ul className="kc-announcement-editions t14">
              {one.editions.map((edition) => (
                <li key={edition.edition}>
                  {t('edition_line', {
                    edition: edition.edition,
                    time: formatDateTime(edition.published_at).slice(5),
                    name: edition.by_name || t('system'),
                  })}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </aside>
  )
}
