import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConfirmRoom } from '@/features/exams/candidate_exams'
import { TicketDialog, TicketList } from '@/features/exams/TicketBox'
import { useTurn, useWhen } from '@/features/exams/when'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { Card, KeyValues } from '@/ui/Card'
import { useErrorText } from '@/ui/error_text'
import { Chip } from '@/ui/StageChip'
import { showToast } from '@/ui/toast'
import { isOnBeijingTime } from '@/ui/zone'
import { Frame } from './Frame'
import { useNames } from '@/ui/names'
import type { StepProps } from './steps'

export function RoomCheckPage({ now, entryId }: StepProps) {
  const { t } = useTranslation(['candidate', 'common'])
  const text = useErrorText()
  const name = useNames()
  const [asking, setAsking] = useState(false)
  const confirm = useConfirmRoom(entryId)
  const { exam, candidate } = now
  const when = useWhen({ ...exam, slot_starts_at: now.slot_starts_at })
  const zone = t('common:in_beijing')
  const turn = useTurn(now.slot_starts_at, zone, true)
  const rows: [string, string][] = [
    [t('room.name'), candidate.name],
    [t('room.number'), candidate.candidate_number],
    ...(candidate.phone_masked
      ? [[t('room.phone'), withoutCountry(candidate.phone_masked)] as [string, string]]
      : []),
    [t('room.school'), `${name(now.school)} · ${name(now.college)}`],
    ...(candidate.major ? [[t('room.major'), name(candidate.major)] as [string, string]] : []),
    [t('room.room'), name(now.room)],
    [t('room.date'), when.day],
    ...(when.hours ? [[t('room.time'), when.hours + zone] as [string, string]] : []),
    [t('room.slot'), turn],
    [t('room.devices'), t(exam.cameras_required > 1 ? 'exams.two_cameras' : 'exams.one_camera')],
  ]
  return (
    <Frame
      now={now}
      foot={
        <>
          <Button size="l" icon="help" onClick={() => setAsking(true)}>
            {t('room.doubt')}
          </Button>
          <span className="grow" />
          <Button
            size="l"
            kind="primary"
            busy={confirm.isPending}
            onClick={() =>
              confirm.mutate(undefined, { onError: (error) => showToast(text(error), { bad: true }) })
            }
          >
            {t('room.confirm')}
          </Button>
        </>
      }
    >
      <div>
        <h1>{t('room.title')}</h1>
        <p>{t('room.lead')}</p>
      </div>
      <Card wide>
        <div className="col g4">
          <div className="row wrap">
            {exam.formality === 'rehearsal' ? (
              <Chip icon="retry" kind="plum">
                {t('exams.rehearsal')}
              </Chip>
            ) : (
              <Chip icon="shield" kind="solid">
                {t('exams.formal')}
              </Chip>
            )}
            <span className="t14 dim">{name(exam)}</span>
          </div>
          <KeyValues rows={rows} />
        </div>
      </Card>
      <TicketList tickets={now.tickets} />
      <AlarmStrip kind="act">{t(isOnBeijingTime() ? 'room.zone_same' : 'room.zone_other')}</AlarmStrip>
      <TicketDialog rosterEntryId={entryId} open={asking} onClose={() => setAsking(false)} />
    </Frame>
  )
}

/** A mainland number as people write it. */
const withoutCountry = (phone: string) => phone.replace(/^\+86(?=1)/, '')
