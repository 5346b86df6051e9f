import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { playCue } from '@/media/sounds'
import { mayDefer, mayTalk, type Alarm, type Rights } from './board_rows'
import type { RowAct } from './RowActs'

const ICONS = { lost: 'wifiOff', help: 'hand', missed: 'bell', ticket: 'help' } as const

interface Props {
  alarms: readonly Alarm[]
  /** Candidates in need, as the filter counts them: one of them may have several alarms. */
  inNeed: number
  rights: Rights
  onAct: (act: RowAct | 'answer', row: Alarm['row']) => void
}

/** One thing at a time, the worst first, always in the same place. */
export function BoardAlarm({ alarms, inNeed, rights, onAct }: Props) {
  const { t } = useTranslation('staff')
  const first = alarms[0]
  // A new trouble sounds once; what was there when the page opened does not.
  const known = useRef<Set<string> | null>(null)
  const keys = alarms
    .filter(({ kind }) => kind !== 'ticket')
    .map(({ kind, row }) => `${kind} ${row.entry_id}`)
  const joined = keys.join(',')
  useEffect(() => {
    const now = new Set(joined ? joined.split(',') : [])
    const before = known.current
    known.current = now
    if (before && [...now].some((key) => !before.has(key))) void playCue('alarm')
  }, [joined])

  if (!first)
    return (
      <div className="kc-board-calm">
        <Icon name="done" size={16} />
        {t('board.calm')}
      </div>
    )
  const { kind, row } = first
  const order = String(row.order).padStart(2, '0')
  const words =
    kind === 'lost'
      ? t('board.alarm_lost', { name: row.name, order })
      : kind === 'ticket'
        ? t('board.alarm_ticket', { name: row.name })
        : kind === 'missed'
          ? t(`board.alarm_${row.missed_call?.state ?? 'expired'}`, { name: row.name })
          : row.help_text
            ? t('board.alarm_help', { name: row.name, text: row.help_text })
            : t('board.alarm_help_plain', { name: row.name, order })
  return (
    <div className="kc-board-alarm">
      <AlarmStrip
        kind={kind === 'lost' ? 'red' : 'amber'}
        icon={ICONS[kind]}
        actions={
          <>
            {(kind === 'lost' || kind === 'missed') && rights.contact && (
              <Button icon="phone" onClick={() => onAct('contact', row)}>
                {t('board.contact')}
              </Button>
            )}
            {(kind === 'lost' || kind === 'missed') && rights.setAside && mayDefer(row) && (
              <Button icon="retry" onClick={() => onAct('defer', row)}>
                {t('board.defer')}
              </Button>
            )}
            {kind === 'help' && rights.talk && mayTalk(row) && (
              <Button icon="mic" onClick={() => onAct('talk', row)}>
                {t('board.talk')}
              </Button>
            )}
            {kind === 'help' && rights.contact && (
              <Button icon="check" onClick={() => onAct('settle_help', row)}>
                {t('board.settle_help')}
              </Button>
            )}
            {kind === 'ticket' && rights.write && (
              <Button icon="message" onClick={() => onAct('answer', row)}>
                {t('board.answer')}
              </Button>
            )}
          </>
        }
      >
        {words}
        {inNeed > 1 && <span className="t12"> · {t('board.more_in_need', { count: inNeed - 1 })}</span>}
      </AlarmStrip>
    </div>
  )
}
