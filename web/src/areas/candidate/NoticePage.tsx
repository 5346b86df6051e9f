import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useReadNotice } from '@/features/exams/candidate_exams'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { useErrorText } from '@/ui/error_text'
import { LongText } from '@/ui/LongText'
import { showToast } from '@/ui/toast'
import { Frame } from './Frame'
import { useTexts } from './now'
import type { StepProps } from './steps'

export function NoticePage({ now, entryId }: StepProps) {
  const { t } = useTranslation(['candidate', 'common'])
  const text = useErrorText()
  const navigate = useNavigate()
  const read = useReadNotice(entryId)
  const words = useTexts()(now.notice)
  return (
    <Frame
      now={now}
      foot={
        <>
          <Button size="l" icon="home" onClick={() => void navigate({ to: '/c/exams' })}>
            {t('home')}
          </Button>
          <span className="grow" />
          <span className="t14 dim not-phone">{t('next_is', { step: t('steps.room_check') })}</span>
          <Button
            size="l"
            kind="primary"
            busy={read.isPending}
            onClick={() =>
              read.mutate(now.notice.edition, { onError: (error) => showToast(text(error), { bad: true }) })
            }
          >
            {t('common:next')}
          </Button>
        </>
      }
    >
      <div>
        <h1>{t('steps.notice')}</h1>
        <p>{t('notice.lead')}</p>
      </div>
      <Card title={words.title} wide>
        <LongText text={words.text} />
      </Card>
    </Frame>
  )
}
