import { useNavigate } from '@tanstack/react-router'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { PageState } from '@/ui/PageState'
import { Frame } from '../Frame'
import type { StepProps } from '../steps'
import { Article, MustRead, ReadButton, Source, useTitles } from './Article'
import { useAnnouncement, useWords } from './reads'

/** Between two steps: what must be read before one may go on. */
export default function Step({ now }: StepProps) {
  const { t } = useWords()
  const title = useTitles()
  const navigate = useNavigate()
  const query = useAnnouncement(now.announcements.must_read_id ?? '')
  return (
    <Frame
      now={now}
      foot={
        <>
          <Button size="l" icon="home" onClick={() => void navigate({ to: '/c/exams' })}>
            {t('candidate:home')}
          </Button>
          <span className="grow" />
          {query.data && <ReadButton one={query.data} />}
        </>
      }
    >
      <PageState query={query}>
        {(one) => (
          <>
            <AlarmStrip kind="amber">{t('holds_up')}</AlarmStrip>
            <div>
              <h1 className="row wrap">
                {title(one)}
                <MustRead />
              </h1>
              <p className="dim t14">
                <Source one={one} />
              </p>
            </div>
            <Card wide>
              <Article one={one} />
            </Card>
          </>
        )}
      </PageState>
    </Frame>
  )
}
