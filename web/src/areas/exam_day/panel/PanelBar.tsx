import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Panel } from '@/api/staff_shapes'
import { InterviewClock } from '@/features/interviews/InterviewClock'
import { phaseOf } from '@/features/interviews/order'
import { Bell } from '@/features/notifications/Bell'
import { useLiveState } from '@/live/Live'
import { ConnectionFact, LanguageSwitch, RehearsalBand } from '@/ui/Bar'
import { formatTimeSeconds } from '@/ui/format'
import { Icon } from '@/ui/Icon'
import { useServerNow } from '@/ui/server_now'
import { Chip } from '@/ui/StageChip'

function BigClock() {
  const { t } = useTranslation()
  const now = useServerNow()
  const [before] = t('beijing_time', { time: '' }).split('{{')
  return (
    <span className="row">
      <span className="dim">{before?.trim()}</span>
      <span className="kc-clock">{formatTimeSeconds(now)}</span>
    </span>
  )
}

/** Where, how far, connected, what time, who. */
export function PanelBar({ panel, role }: { panel: Panel; role: string }) {
  const { t, i18n } = useTranslation(['staff', 'states', 'common'])
  const connection = useLiveState()
  const english = i18n.language === 'en'
  const { room, interview, rows } = panel
  const phase = phaseOf(panel)
  const done = rows.filter((row) => row.state === 'finished').length
  return (
    <>
      <RehearsalBand on={room.formality === 'rehearsal'} />
      <header className="kc-stage-bar">
        <Link to="/s/rooms" className="row kc-stage-home" aria-label={t('rooms')} title={t('rooms')}>
          <Icon name="home" />
        </Link>
        <span className="med ell">{(english && room.exam_name_en) || room.exam_name}</span>
        <span className="row g1 dim kc-stage-bar-room">
          <span className="ell">{(english && room.name_en) || room.name}</span>
          <span className="nowrap">· {t('panel.of', { done, all: rows.length })}</span>
        </span>
        <span className="push row g4 nowrap kc-stage-bar-facts">
          {phase === 'between' && (
            <Chip icon="lock" kind="act">
              {t('panel.idle')}
            </Chip>
          )}
          <ConnectionFact connection={connection} />
          {phase === 'live' && interview ? <InterviewClock interview={interview} /> : <BigClock />}
          <Bell />
          <LanguageSwitch />
          <span className="row" style={{ gap: 6 }}>
            <Icon name="user" size={16} />
            <span className="med">{panel.me.name}</span>
            <span className="dim">{t(`states:role.${role as 'examiner'}`)}</span>
          </span>
        </span>
      </header>
    </>
  )
}
