import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import type { Monitor } from '@/api/school_shapes'
import { PageHead } from '@/staff_ui/list/PageHead'
import { StaleStrip } from '@/staff_ui/list/StaleStrip'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { formatDate, formatTimeSeconds } from '@/ui/format'
import { EmptyState, PageState } from '@/ui/PageState'
import { DAY, READ_AGAIN_MS, useDayNews } from '../day'
import { Counts } from './Counts'
import { RoomDrawer } from './RoomDrawer'
import { RoomTable } from './RoomTable'
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
  const search = useSearch({ strict: false }) as { room?: string; alarms?: string }
  const navigate = useNavigate()
  const show = (change: { room?: string; alarms?: string }) =>
    void navigate({ to: '.', search: { ...search, ...change } as never, replace: true })
  const onlyAlarms = search.alarms === '1'
  const rooms = monitor.exams.flatMap((exam) => exam.rooms)
  const exams = onlyAlarms
    ? monitor.exams
        .map((exam) => ({ ...exam, rooms: exam.rooms.filter((room) => room.alarms.length > 0) }))
        .filter((exam) => exam.rooms.length > 0)
    : monitor.exams
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead', {
          date: formatDate(monitor.server_time),
          busy: rooms.filter((room) => room.state === 'examining').length,
          rooms: rooms.length,
          at: formatTimeSeconds(monitor.server_time),
        })}
        actions={
          monitor.exams.length > 0 && (
            <Button
              icon="alert"
              aria-pressed={onlyAlarms}
              onClick={() => show({ alarms: onlyAlarms ? undefined : '1' })}
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
          <RoomTable
            exams={exams}
            at={monitor.server_time}
            opened={search.room}
            onOpen={(room) => show({ room })}
          />
        </>
      )}
      <RoomDrawer
        room={rooms.find((room) => room.id === search.room)}
        onClose={() => show({ room: undefined })}
      />
    </>
  )
}
