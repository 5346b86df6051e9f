import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import type { Monitor } from '@/api/school_shapes'
import { PageHead } from '@/staff_ui/list/PageHead'
import { StaleStrip } from '@/staff_ui/list/StaleStrip'
import { useList } from '@/staff_ui/list/useList'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { formatDate, formatTimeSeconds } from '@/ui/format'
import { EmptyState, PageState } from '@/ui/PageState'
import { DAY, READ_AGAIN_MS, useDayNews } from '../day'
import { Counts } from './Counts'
import { Rooms } from './Rooms'
import { FILTERS, rowsOf } from './rows'
import './monitor.css'

/** 「实时监看」: every room of today in one look. */
export default function MonitorPage() {
  useDayNews()
  const query = useQuery({
    queryKey: [...DAY, 'monitor'],
    queryFn: () => call(api.GET('/api/v1/school/monitor')),
    refetchInterval: READ_AGAIN_MS,
  })
  return (
    <PageState query={query}>
      {(monitor) => (
        <>
          <StaleStrip query={query} />
          <Known monitor={monitor} />
        </>
      )}
    </PageState>
  )
}

function Known({ monitor }: { monitor: Monitor }) {
  const { t } = useTranslation('school/monitor')
  const list = useList(FILTERS)
  const rooms = rowsOf(monitor.exams).map(({ room }) => room)
  const onlyAlarms = list.filters['alarms'] !== undefined
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead', {
          date: formatDate(monitor.server_time),
          busy: rooms.filter(({ state }) => state === 'examining').length,
          rooms: rooms.length,
          at: formatTimeSeconds(monitor.server_time),
        })}
        actions={
          monitor.exams.length > 0 && (
            <Button
              icon="alert"
              aria-pressed={onlyAlarms}
              onClick={() => list.set({ filters: { ...list.filters, alarms: onlyAlarms ? [] : ['1'] } })}
            >
              {onlyAlarms ? t('all_rooms') : t('only_alarms')}
            </Button>
          )
        }
      />
      {monitor.behind.map((part) => (
        <AlarmStrip key={part} kind="amber">
          {t(`behind.${part}`)}
        </AlarmStrip>
      ))}
      {monitor.exams.length === 0 ? (
        <section className="kc-card">
          <EmptyState icon="eye" title={t('empty_title')}>
            {t('empty_text')}
          </EmptyState>
        </section>
      ) : (
        <>
          <Counts rooms={rooms} />
          <Rooms monitor={monitor} />
        </>
      )}
    </>
  )
}
