import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, call } from '@/api/client'
import { serverClock } from '@/api/clock'
import type { CodeSheet } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { useDownload } from '@/staff_ui/useDownload'
import { JobProgress, type Job } from '@/staff_ui/form/JobProgress'
import type { PlainBulkAct } from '@/staff_ui/list/bulk'
import { Button } from '@/ui/Button'
import { formatDateTime, formatTime } from '@/ui/format'
import { showToast } from '@/ui/toast'
import { SCHOOL } from '../me'
import { useOutcome, whomOf } from './bulk/outcome'
import { usePutAway } from './put_away'

const SHEETS = '/api/v1/school/code-sheets'

/** 「打印登录码」: look first, then ask for the sheet; it is made in the background. */
export function usePrintCodes(): PlainBulkAct {
  const { t, i18n } = useTranslation('school/codes')
  const outcome = useOutcome()
  const language = i18n.language === 'en' ? 'en' : 'zh'
  return {
    key: 'codes',
    label: t('act'),
    icon: 'lock',
    preview: async (whom) => {
      const found = await call(api.POST(`${SHEETS}/preview`, { body: whomOf(whom) }))
      return {
        ...outcome(found),
        note: found.will === 0 ? undefined : t('note', { count: found.replaced }),
      }
    },
    actLabel: ({ will }) => t('act_n', { count: will }),
    run: (whom) => call(api.POST(SHEETS, { body: { ...whomOf(whom), language } })),
  }
}

/** The newest sheets of this administrator that can still be fetched, or are being made, or failed just now. */
export function CodeSheets() {
  const sheets = useQuery({
    queryKey: [...SCHOOL, 'code-sheets'],
    queryFn: () => call(api.GET(SHEETS)),
    // The worker's counts are pushed to nobody.
    refetchInterval: ({ state }) =>
      shownOf(state.data).some((one) => one.state === 'queued' || one.state === 'running') ? 1_000 : false,
  })
  const away = usePutAway('sheets')
  const shown = shownOf(sheets.data).filter(({ id }) => !away.has(id))
  if (shown.length === 0) return null
  return (
    <div className="kc-sheets col g2">
      {shown.map((sheet) => (
        <Sheet key={sheet.id} sheet={sheet} onPutAway={() => away.add(sheet.id)} />
      ))}
    </div>
  )
}

const HOUR_MS = 3_600_000

const shownOf = (sheets: CodeSheet[] = []) => sheets.filter(isOfInterest).slice(0, 3)

function isOfInterest({ state, created_at, files_until }: CodeSheet): boolean {
  const now = serverClock.now()
  if (state === 'done') return files_until !== null && new Date(files_until).getTime() > now
  // One that no worker ever ended is not asked about for ever.
  return now - new Date(created_at).getTime() < (state === 'failed' ? HOUR_MS : 24 * HOUR_MS)
}

function Sheet({ sheet, onPutAway }: { sheet: CodeSheet; onPutAway: () => void }) {
  const { t } = useTranslation(['school/codes', 'errors', 'list'])
  const download = useDownload()
  const [fetchFile, fetching] = useAct(async (form: 'pdf' | 'xlsx') => {
    const name = await download(`${SHEETS}/${sheet.id}/${form}`)
    showToast(t('saved', { name }))
    return true
  })
  const job: Job =
    sheet.state === 'running'
      ? { state: 'running', done: sheet.progress?.done ?? 0, total: sheet.progress?.total ?? null }
      : { state: sheet.state as Job['state'], done: sheet.total, total: sheet.total }
  return (
    <div className="kc-card">
      <div className="kc-card-body">
        <JobProgress
          icon="lock"
          title={t('sheet', { count: sheet.total, time: formatTime(sheet.created_at) })}
          detail={
            sheet.state === 'done'
              ? t('ready', { until: formatDateTime(sheet.files_until ?? sheet.created_at).slice(5) })
              : sheet.problem && t(`errors:${sheet.problem as 'unknown'}`)
          }
          job={job}
          actions={
            (sheet.state === 'done' || sheet.state === 'failed') && (
              <>
                {sheet.state === 'done' && (
                  <>
                    <Button size="s" icon="download" busy={fetching} onClick={() => void fetchFile('pdf')}>
                      {t('pdf')}
                    </Button>
                    <Button size="s" icon="download" busy={fetching} onClick={() => void fetchFile('xlsx')}>
                      {t('xlsx')}
                    </Button>
                  </>
                )}
                <Button size="s" onClick={onPutAway}>
                  {t('list:job.put_away')}
                </Button>
              </>
            )
          }
        />
      </div>
    </div>
  )
}
