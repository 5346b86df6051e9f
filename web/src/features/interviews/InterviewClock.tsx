import { useTranslation } from 'react-i18next'
import type { InterviewShape } from '@/api/staff_shapes'
import { Countdown } from '@/ui/Countdown'
import { Chip } from '@/ui/StageChip'

/** Time left of the live interview: running, standing (and why), or over. */
export function InterviewClock({ interview }: { interview: InterviewShape }) {
  const { t } = useTranslation('staff')
  const { closes_at, remaining_seconds, paused_since, interrupted_since } = interview
  const stopped = closes_at === null
  return (
    <span className="row g3">
      {paused_since && (
        <Chip icon="pause" kind="amber">
          {t('panel.paused')}
        </Chip>
      )}
      {interrupted_since && (
        <Chip icon="wifiOff" kind="red">
          {t('panel.interrupted')}
        </Chip>
      )}
      <Countdown
        closesAt={closes_at ?? 0}
        stoppedLeftMs={stopped ? remaining_seconds * 1000 : null}
        label={remaining_seconds < 0 ? t('panel.over') : t('panel.left')}
      />
    </span>
  )
}
