import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Messages } from '@/features/waiting/Messages'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Frame } from './Frame'
import type { StepProps } from './steps'

/** Postponed, absent, room closed: what it means, whose turn it is; the page goes on by itself. */
export function SetAsidePage({ now }: StepProps) {
  const { t } = useTranslation('candidate')
  const navigate = useNavigate()
  const key = now.step === 'absent' ? 'absent' : now.step === 'closed' ? 'closed' : 'deferred'
  return (
    <Frame
      now={now}
      track={false}
      foot={
        <>
          <span className="grow" />
          <Button size="l" icon="home" onClick={() => void navigate({ to: '/c/exams' })}>
            {t('home')}
          </Button>
        </>
      }
    >
      <section className="kc-card" role="status">
        <div className="kc-card-body wide row g4 top">
          <span className={key === 'absent' ? 'c-red' : 'c-amber'}>
            <Icon name={key === 'absent' ? 'refused' : key === 'closed' ? 'lock' : 'clock'} size={32} />
          </span>
          <div>
            <h1>{t(`aside.${key}_title`)}</h1>
            <p>{t(`aside.${key}_text`)}</p>
          </div>
        </div>
      </section>
      {now.messages.length > 0 && <Messages messages={now.messages} />}
    </Frame>
  )
}
