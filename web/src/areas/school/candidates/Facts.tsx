import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CandidatePage } from '@/api/school_shapes'
import { useAct } from '@/staff_ui/act'
import { Button } from '@/ui/Button'
import { Card, KeyValues } from '@/ui/Card'
import { FactMark } from '@/ui/FactMark'
import { formatDateTime } from '@/ui/format'
import { ExamName, ExamStateChip } from '../exams/marks'
import { useNames } from '../rooms/useNames'
import { NotPlaced, StepFacts } from './marks'
import { showData } from './reads'

/** What is known of one candidate, beside the time line. */
export function Facts({ candidate }: { candidate: CandidatePage }) {
  return (
    <div className="col g4">
      <Data candidate={candidate} />
      <Exams candidate={candidate} />
      <Way candidate={candidate} />
      <Devices candidate={candidate} />
      <Papers candidate={candidate} />
    </div>
  )
}

/** Numbers are masked until somebody asks for them, which is in the trail. */
function Data({ candidate }: { candidate: CandidatePage }) {
  const { t } = useTranslation('school/candidates')
  const nameOf = useNames()
  const [whole, setWhole] = useState<{ phone: string; identity_number: string } | null>(null)
  const [show, showing] = useAct(async () => {
    setWhole(await showData(candidate.id))
    return true
  })
  const none = <span className="dim">—</span>
  const masked = Boolean(candidate.phone || candidate.identity_number)
  return (
    <Card
      title={t('data')}
      aside={
        masked &&
        (whole ? (
          <Button kind="text" size="s" onClick={() => setWhole(null)}>
            {t('hide')}
          </Button>
        ) : (
          <Button kind="text" size="s" icon="eye" busy={showing} onClick={() => void show()}>
            {t('show')}
          </Button>
        ))
      }
    >
      <KeyValues
        rows={[
          [t('col.candidate_number'), candidate.candidate_number],
          [t('col.phone'), (whole ?? candidate).phone || none],
          [t('col.identity_number'), (whole ?? candidate).identity_number || none],
          [t('col.college'), nameOf(candidate.college)],
          [t('col.major'), candidate.major ? nameOf(candidate.major) : none],
          [t('col.language'), t(`language.${candidate.language as 'zh'}`)],
          ...(candidate.time_zone
            ? ([[t('field.time_zone'), candidate.time_zone]] as [string, string][])
            : []),
          [t('col.extra_time'), candidate.extra_time_percent ? `${candidate.extra_time_percent} %` : none],
          [t('col.remark'), candidate.remark || none],
          [
            t('code'),
            candidate.code_expires_at
              ? t('code_until', { at: formatDateTime(candidate.code_expires_at) })
              : none,
          ],
        ]}
      />
    </Card>
  )
}

function Exams({ candidate }: { candidate: CandidatePage }) {
  const { t } = useTranslation('school/candidates')
  const nameOf = useNames()
  return (
    <Card title={t('exams')} bare>
      <ul>
        <li className="kc-li top">
          <div className="grow col g1">
            <ExamName exam={candidate.exam} />
            <span className="t12 dim row wrap">
              {candidate.room ? nameOf(candidate.room) : <NotPlaced />}
              {candidate.slot_starts_at && ` · ${formatDateTime(candidate.slot_starts_at)}`}
              <Link to={`/s/school/rooms/timetable/${candidate.exam.id}`}>{t('timetable')}</Link>
            </span>
          </div>
          <ExamStateChip state={candidate.exam.state} />
        </li>
        {candidate.others.map((other) => (
          <li key={other.id} className="kc-li top">
            <div className="grow col g1">
              <Link to={`/s/school/candidates/${other.id}`}>
                <ExamName exam={other.exam} />
              </Link>
              <span className="t12 dim">
                {other.candidate_number}
                {other.room && ` · ${nameOf(other.room)}`}
              </span>
            </div>
            <ExamStateChip state={other.exam.state} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Way({ candidate }: { candidate: CandidatePage }) {
  const { t } = useTranslation('school/candidates')
  return (
    <Card title={t('col.progress')}>
      <StepFacts candidate={candidate} />
    </Card>
  )
}

function Devices({ candidate }: { candidate: CandidatePage }) {
  const { t } = useTranslation(['school/candidates', 'common'])
  const { check, devices } = candidate
  const failed = check ? FAILABLE.filter((key) => check.results[key] === 'failed') : []
  return (
    <Card title={t('devices')}>
      <ul className="col g2 t14">
        <li className="row between">
          {check ? (
            <FactMark kind={check.passed ? 'ok' : 'bad'}>
              {check.passed
                ? t('check.passed_at', { at: formatDateTime(check.checked_at).slice(5) })
                : t('check.failed_at', { at: formatDateTime(check.checked_at).slice(5) })}
            </FactMark>
          ) : (
            <FactMark kind="idle">{t('check.none')}</FactMark>
          )}
        </li>
        {failed.length > 0 && (
          <li className="c-amber">
            {failed.map((key) => t(`check_part.${key}`)).join(t('common:list_comma'))}
          </li>
        )}
        {devices.map((device) => (
          <li key={device.kind} className="row between">
            <span>
              {t(`device.${device.kind as 'laptop'}`)} <span className="dim">{device.label}</span>
            </span>
            <FactMark kind={device.online ? 'ok' : 'idle'} icon={device.online ? 'wifi' : 'wifiOff'}>
              {t(device.online ? 'online' : 'offline')}
            </FactMark>
          </li>
        ))}
      </ul>
    </Card>
  )
}

const FAILABLE = ['camera', 'microphone', 'speaker', 'network_udp', 'network_tcp'] as const

/** Consents and the letter. */
function Papers({ candidate }: { candidate: CandidatePage }) {
  const { t, i18n } = useTranslation('school/candidates')
  const english = i18n.language === 'en'
  const { consents, letters } = candidate
  if (consents.length + letters.length === 0) return null
  return (
    <Card title={t('papers')}>
      <ul className="col g2 t14">
        {consents.map((consent) => (
          <li key={`${consent.title} ${consent.edition}`} className="row between">
            <span>{(english && consent.title_en) || consent.title}</span>
            {consent.given_at ? (
              <FactMark kind="ok">{formatDateTime(consent.given_at).slice(5)}</FactMark>
            ) : (
              <FactMark kind="idle">{t('not_given')}</FactMark>
            )}
          </li>
        ))}
        {letters.map((letter) => (
          <li key={letter.edition} className="row between">
            <span title={letter.text_hash}>{t('letter', { edition: letter.edition })}</span>
            {letter.signed_at ? (
              <FactMark kind="ok">{formatDateTime(letter.signed_at).slice(5)}</FactMark>
            ) : (
              <FactMark kind="idle">{t('not_signed')}</FactMark>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
