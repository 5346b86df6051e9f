import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { KeyValues } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import { Progress } from '@/ui/Meters'
import { useServerNow } from '@/ui/server_now'
import { Chip } from '@/ui/StageChip'
import { isOnBeijingTime } from '@/ui/zone'
import type { MyExam } from './candidate_exams'
import { SupportPhone } from './SupportPhone'
import { useTurn, useWhen } from './when'
import './exams.css'

const PREPARING = ['consent', 'notice', 'room_check', 'device_check', 'commitment', 'arrival'] as const
const SETTLED: readonly string[] = ['ended', 'deferred', 'absent', 'closed']

function When({ exam, begins }: { exam: MyExam; begins: string }) {
  const { t } = useTranslation('candidate')
  const now = useServerNow()
  const minutes = Math.ceil((Date.parse(begins) - now) / 60_000)
  if (SETTLED.includes(exam.step)) return null
  if (Date.parse(exam.ends_at) < now) return <span className="t14 dim">{t('exams.over')}</span>
  if (minutes <= 0) return <span className="t14 c-act med">{t('exams.started')}</span>
  // Before, the time below says enough.
  if (minutes > 120) return null
  return (
    <span className="t14 c-amber med nowrap row g1">
      <Icon name="clock" size={16} />
      {t('exams.starts_in', { count: minutes })}
    </span>
  )
}

export function ExamCard({ exam }: { exam: MyExam }) {
  const { t, i18n } = useTranslation(['candidate', 'common'])
  const when = useWhen(exam)
  const navigate = useNavigate()
  const english = i18n.language === 'en'
  const name = (english && exam.exam_name_en) || exam.exam_name
  const room = (english && exam.room_name_en) || exam.room_name
  const college = (english && exam.college_name_en) || exam.college_name
  const rehearsal = exam.formality === 'rehearsal'
  // What must be read comes before the device check.
  const step = exam.step === 'announcement' ? 'device_check' : exam.step
  const at = PREPARING.findIndex((one) => one === step)
  const label = SETTLED.includes(exam.step)
    ? t('exams.look')
    : at === 0 || exam.step === 'notice'
      ? t('exams.enter')
      : t('exams.continue', { step: t(`steps.${exam.step}`) })
  // Once a line: behind the hours, and where there are none, behind the time of the slot.
  const zone = isOnBeijingTime() ? '' : t('common:in_beijing')
  const turn = useTurn(exam.slot_starts_at, when.hours ? '' : zone, at >= 0)
  const slot = SETTLED.includes(exam.step) ? null : turn
  return (
    <section className={`kc-card kc-exam ${rehearsal ? 'rehearsal' : ''}`} data-kind={exam.formality}>
      <div className="kc-card-body wide">
        <div className="row wrap between">
          <span className="row wrap">
            {rehearsal ? (
              <Chip icon="retry" kind="plum">
                {t('exams.rehearsal')}
              </Chip>
            ) : (
              <Chip icon="shield" kind="solid">
                {t('exams.formal')}
              </Chip>
            )}
            <span className="t14 dim">{college}</span>
          </span>
          <When exam={exam} begins={when.begins} />
        </div>
        <h2 className="kc-exam-title">{name}</h2>
        <div className="t14">
          <KeyValues
            rows={[
              [
                t('exams.time'),
                <>
                  {when.day} {when.hours && when.hours + zone}
                  {slot && ` · ${slot}`}
                </>,
              ],
              [t('exams.room'), room],
              [t('exams.devices'), t(exam.cameras_required > 1 ? 'exams.two_cameras' : 'exams.one_camera')],
              ...(at >= 0
                ? [
                    [
                      t('exams.progress'),
                      <span key="progress" className="row wrap g3">
                        <span className="kc-exam-progress">
                          <Progress value={at} total={PREPARING.length} label={t('exams.progress')} />
                        </span>
                        {t('exams.progress_text', { done: at, total: PREPARING.length })}
                      </span>,
                    ] as [string, ReactNode],
                  ]
                : []),
            ]}
          />
        </div>
      </div>
      <div className="kc-exam-acts">
        <span className="t14 dim">
          {at >= 0 ? t('next_is', { step: t(`steps.${exam.step}`) }) : t(`steps.${exam.step}`)}
        </span>
        <SupportPhone line phone={exam.support_phone} />
        <Button
          kind="primary"
          size="l"
          iconAfter="right"
          onClick={() => void navigate({ to: `/c/exams/${exam.roster_entry_id}` })}
        >
          {label}
        </Button>
      </div>
    </section>
  )
}
