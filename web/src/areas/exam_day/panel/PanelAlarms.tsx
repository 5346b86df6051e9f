import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardRow, Panel } from '@/api/staff_shapes'
import { nextOf, phaseOf } from '@/features/interviews/order'
import type { DeskConnection } from '@/media/desk.model'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { formatClock } from '@/ui/format'
import { useElapsedSince } from '@/ui/server_now'
import type { Seated } from '../desk_people'
import { SuspicionStrip } from '../SuspicionStrip'
import { HelpAlarm } from './HelpAlarm'

interface Props {
  panel: Panel
  lost: { name: string; since: number } | null
  phoneOnline: boolean
  desk: DeskConnection | null
  seated: readonly Seated[]
  liveRow: BoardRow | undefined
}

/** What the panel must know now, above the pictures. */
export function PanelAlarms({ panel, lost, phoneOnline, desk, seated, liveRow }: Props) {
  const { t } = useTranslation(['staff', 'common'])
  const [seen, setSeen] = useState<string | null>(null)
  const elapsed = useElapsedSince(lost?.since ?? null)
  const { invitation, room } = panel
  const phase = phaseOf(panel)
  const outcome =
    phase === 'between' && (invitation?.state === 'expired' || invitation?.state === 'declined')
      ? invitation
      : null
  // Whose turn it is, or is next: of the others the board tells.
  const ringing = invitation?.state === 'sent' ? invitation.entry_id : undefined
  const turns = [liveRow?.entry_id, ringing, nextOf(panel.rows)?.entry_id]
  const close = panel.rows.filter(({ close_to, entry_id }) => close_to.length > 0 && turns.includes(entry_id))
  const called = panel.rows.find((row) => row.entry_id === outcome?.entry_id)
  return (
    <>
      <SuspicionStrip desk={desk} seated={seated} />
      {lost && (
        <AlarmStrip kind="red" icon="alert">
          {t('panel.lost', { name: lost.name, clock: formatClock(elapsed) })}
          {phoneOnline && `${t('common:comma')}${t('panel.lost_phone')}`}
          {panel.interview?.interrupted_since && `${t('common:comma')}${t('panel.lost_clock')}`}
        </AlarmStrip>
      )}
      {close.map(({ entry_id, name, close_to }) => (
        <AlarmStrip key={entry_id} kind="amber" icon="alert">
          {t('panel.close_to', { name, names: close_to.join(t('common:list_comma')) })}
        </AlarmStrip>
      ))}
      {liveRow && <HelpAlarm row={liveRow} chief={panel.can.chief} />}
      {outcome && called?.missed_call && outcome.id !== seen && (
        <AlarmStrip
          kind="amber"
          icon="bell"
          actions={<Button onClick={() => setSeen(outcome.id)}>{t('media.noted')}</Button>}
        >
          {t(outcome.state === 'expired' ? 'panel.lapsed' : 'panel.declined', { name: called.name })}
        </AlarmStrip>
      )}
      {phase === 'between' && room.state === 'planned' && (
        <AlarmStrip kind="amber" icon="users">
          {t('panel.planned', { count: room.minimum_staff })}
        </AlarmStrip>
      )}
    </>
  )
}
