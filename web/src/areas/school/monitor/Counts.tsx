import { useTranslation } from 'react-i18next'
import type { MonitorRoom } from '@/api/school_shapes'
import { Icon, type IconName } from '@/ui/Icon'
import { countOf } from './rows'

/** The words of the stage board, the ones that mean the same here put together. */
const COUNTS = [
  ['not_logged_in', ['not_logged_in']],
  ['preparing', ['preparing']],
  ['waiting', ['waiting', 'cleared', 'talking', 'away']],
  ['interviewing', ['invited', 'interviewing']],
  ['finished', ['finished']],
  ['set_aside', ['deferred', 'absent']],
  ['help', ['help']],
  ['interrupted', ['interrupted']],
] as const
const SIGNS: Partial<Record<(typeof COUNTS)[number][0], [IconName, string]>> = {
  help: ['hand', 'c-amber'],
  interrupted: ['wifiOff', 'c-red'],
}

/** Everybody of today by stage. */
export function Counts({ rooms }: { rooms: readonly MonitorRoom[] }) {
  const { t } = useTranslation('school/monitor')
  return (
    <dl className="kc-card kc-counts" aria-label={t('counts')}>
      {COUNTS.map(([key, chips]) => {
        const count = rooms.reduce((sum, room) => sum + countOf(room, chips), 0)
        const [icon, tone] = (count > 0 && SIGNS[key]) || []
        return (
          <div key={key} className={tone}>
            <dt className="row">
              {icon && <Icon name={icon} size={16} />}
              {t(`count.${key}`)}
            </dt>
            <dd className="num">{count}</dd>
          </div>
        )
      })}
    </dl>
  )
}
