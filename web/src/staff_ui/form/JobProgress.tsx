import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FactMark } from '@/ui/FactMark'
import { Icon, type IconName } from '@/ui/Icon'
import './form.css'

export interface Job {
  state: 'queued' | 'running' | 'done' | 'failed'
  done: number
  /** Unknown until the job has looked. */
  total: number | null
  /** Of those done, how many did not work. */
  failed?: number
}

interface Props {
  icon: IconName
  title: ReactNode
  /** Where it stands for the whole of a part of the page: how deep its heading is. */
  level?: number
  detail?: ReactNode
  job: Job
  /** Where it is not counted in pieces. */
  amount?: string
  /** What may be done meanwhile, where the work is not the server's. */
  leave?: string
  /** What the rest is called, where it did not fail. */
  partial?: string
  /** What failed and why, download, once more, cancel. */
  actions?: ReactNode
}

/** A long job: how far, whether one may leave, and what is left over at the end. */
export function JobProgress({ icon, title, level, detail, job, amount, leave, partial, actions }: Props) {
  const { t } = useTranslation('list')
  const percent = job.total ? Math.floor((100 * job.done) / job.total) : 0
  const unknown = job.state === 'running' && job.total === null
  const failed = job.failed ?? 0
  return (
    <section className="kc-job">
      <div className="row">
        <Icon name={icon} />
        <div className="grow">
          <div className="ink med" {...(level && { role: 'heading', 'aria-level': level })}>
            {title}
          </div>
          {detail && <div className="t12 dim">{detail}</div>}
        </div>
        {job.state === 'running' && job.total !== null && (
          <span className="t18">{t('job.percent', { percent })}</span>
        )}
      </div>
      <div
        className={`kc-progress ${unknown ? 'unknown' : ''}`}
        role="progressbar"
        aria-valuenow={unknown ? undefined : percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-label={unknown ? t('job.running') : t('job.percent', { percent })}
      >
        <i style={unknown ? undefined : { width: `${job.state === 'done' ? 100 : percent}%` }} />
      </div>
      <div className="row wrap t14" role="status">
        {job.state === 'queued' && <FactMark kind="idle">{t('job.queued')}</FactMark>}
        {job.total !== null && job.state !== 'queued' && (
          <span className="dim">{amount ?? t('job.done_of', { done: job.done, total: job.total })}</span>
        )}
        {job.state === 'failed' && <FactMark kind="bad">{t('job.failed')}</FactMark>}
        {job.state === 'done' && failed === 0 && <FactMark kind="ok">{t('job.finished')}</FactMark>}
        {failed > 0 && <FactMark kind="warn">{partial ?? t('job.partial', { count: failed })}</FactMark>}
        {(job.state === 'queued' || job.state === 'running') && (
          <span className="dim">{leave ?? t('job.leave')}</span>
        )}
        {actions && <span className="push row">{actions}</span>}
      </div>
    </section>
  )
}
