import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardRow, InterviewShape, PanelMember } from '@/api/staff_shapes'
import { KeyValues } from '@/ui/Card'
import { FactMark } from '@/ui/FactMark'
import { formatClock, formatTime, formatTimeSeconds } from '@/ui/format'
import { NetBars, type NetLevel } from '@/ui/Meters'
import { minutesOf } from './order'

const CHECKS = [
  'id_card_matches',
  'id_card_valid',
  'nobody_else',
  'allowed_items_only',
  'second_camera_placed',
] as const

/** What the officer found, for whoever examines next. */
export function CandidateFacts({ row, devices }: { row: BoardRow; devices: ReactNode }) {
  const { t } = useTranslation(['staff', 'common'])
  const ticked = CHECKS.filter((check) => row.checklist[check])
  const missing = row.missing.filter(({ done, key }) => !done && key !== 'clearance')
  return (
    <KeyValues
      rows={[
        [t('panel.facts.number'), row.candidate_number],
        [t('panel.facts.devices'), devices],
        [t('panel.facts.network'), <NetBars level={row.network as NetLevel | null} />],
        [
          t('panel.facts.checked'),
          ticked.length === 0 ? (
            <FactMark kind="idle">{t('panel.facts.none')}</FactMark>
          ) : (
            <span className="col" style={{ gap: 2 }}>
              {ticked.map((check) => (
                <FactMark key={check} kind="ok">
                  {t(`talk.check.${check}`)}
                </FactMark>
              ))}
            </span>
          ),
        ],
        ...(missing.length
          ? [
              [
                t('panel.facts.missing'),
                missing
                  .map(({ key }) => t(`board.missing.${key as 'identity'}`))
                  .join(t('common:list_comma')),
              ] as [ReactNode, ReactNode],
            ]
          : []),
        [t('panel.facts.note'), row.note || t('panel.facts.none')],
      ]}
    />
  )
}

/** Planned, added, and each time the clock stood. */
export function ClockFacts({ interview }: { interview: InterviewShape }) {
  const { t } = useTranslation(['staff', 'common'])
  const stops = interview.stops ?? []
  return (
    <div className="col t14">
      <p>
        {interview.ended_at
          ? `${formatTimeSeconds(interview.started_at)} – ${formatTimeSeconds(interview.ended_at)}`
          : t('panel.started', { time: formatTimeSeconds(interview.started_at) })}
        <span className="dim">
          {' · '}
          {t('panel.planned_minutes', { minutes: minutesOf(interview.planned_seconds) })}
          {interview.extended_seconds > 0 &&
            `${t('common:comma')}${t('panel.extended_minutes', { minutes: minutesOf(interview.extended_seconds) })}`}
        </span>
      </p>
      {stops.length === 0 ? (
        <p className="dim">{t('panel.no_stops')}</p>
      ) : (
        <ul className="col" style={{ gap: 4 }}>
          {stops.map((stop) => (
            <li key={stop.kind + stop.started_at} className="row">
              <FactMark
                kind={stop.ended_at ? 'idle' : 'warn'}
                icon={stop.kind === 'interruption' ? 'wifiOff' : 'pause'}
              >
                {t(`panel.stop.${stop.kind as 'pause'}`)}
              </FactMark>
              <span className="dim push">
                {formatTimeSeconds(stop.started_at)} –{' '}
                {stop.ended_at
                  ? `${formatTimeSeconds(stop.ended_at)} (${formatClock(
                      Date.parse(stop.ended_at) - Date.parse(stop.started_at),
                    )})`
                  : t('panel.until_now')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Who belongs to the panel, who is here, who is missing. */
export function PanelMembers({
  members,
  here,
}: {
  members: readonly PanelMember[]
  here: ReadonlySet<string>
}) {
  const { t } = useTranslation(['staff', 'states'])
  return (
    <ul className="col t14" style={{ gap: 6 }}>
      {members.map((member) => {
        const seated = here.has(member.person_id)
        return (
          <li key={member.person_id} className="row wrap">
            <span className="ink med">{member.name}</span>
            <span className="dim">{t(`states:role.${member.role as 'examiner'}`)}</span>
            <span className="push">
              <FactMark kind={seated ? 'ok' : 'idle'}>
                {t(seated ? 'panel.here' : member.online ? 'panel.online' : 'panel.offline')}
              </FactMark>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

export function LastFacts({ interview, name }: { interview: InterviewShape; name: string }) {
  return (
    <div className="col">
      <p className="row">
        <b className="t18">{name}</b>
        <span className="dim t14">
          {formatTime(interview.started_at)}
          {interview.ended_at && `–${formatTime(interview.ended_at)}`}
        </span>
      </p>
      <ClockFacts interview={interview} />
    </div>
  )
}
