import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import { serverClock } from '@/api/clock'
import type { Mailing } from '@/api/school_shapes'
import { JobProgress } from '@/staff_ui/form/JobProgress'
import { formatTime } from '@/ui/format'
import { SCHOOL } from '../../me'

const QUARTER_MS = 900_000

/** What this administrator has sent just now, and how far it is. */
export function Mailings() {
  const { t } = useTranslation('school/bulk')
  const mailings = useQuery({
    queryKey: [...SCHOOL, 'mailings'],
    queryFn: () => call(api.GET('/api/v1/school/mailings')),
  })
  const shown = (mailings.data ?? []).filter(isOfInterest).slice(0, 3)
  if (shown.length === 0) return null
  return (
    <div className="kc-sheets col g2">
      {shown.map((one) => (
        <div key={one.id} className="kc-card">
          <div className="kc-card-body">
            <JobProgress
              icon="message"
              title={t('write.sent', { title: one.title, time: formatTime(one.created_at) })}
              detail={t('write.receipts')}
              job={{ state: one.state === 'sent' ? 'done' : 'running', done: one.done, total: one.total }}
            />
          </div>
        </div>
      ))}
    </div>
  )
}

const isOfInterest = ({ state, created_at }: Mailing) =>
  state === 'sending' || serverClock.now() - new Date(created_at).getTime() < QUARTER_MS
