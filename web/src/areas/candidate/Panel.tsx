import { useTranslation } from 'react-i18next'
import { tileState } from '@/media/tile'
import { VideoTile } from '@/ui/VideoTile'
import type { AtDesk } from './usePeople'

const SEATS = ['chief_examiner', 'examiner', 'secretary'] as const
type Seat = (typeof SEATS)[number]

export function panelOf(people: readonly AtDesk[]): (AtDesk & { role: Seat })[] {
  return people
    .filter((person): person is AtDesk & { role: Seat } => (SEATS as readonly string[]).includes(person.role))
    .sort((a, b) => SEATS.indexOf(a.role) - SEATS.indexOf(b.role))
}

/** The examiners as they sit: the chief in front, the others below. */
export function Panel({ people }: { people: readonly AtDesk[] }) {
  const { t } = useTranslation(['candidate', 'states'])
  const panel = panelOf(people)
  if (panel.length === 0)
    return (
      <div className="kc-panel n1">
        <VideoTile
          role="chief_examiner"
          state={{ kind: 'hidden', word: t('interview.waiting_panel') }}
          name={t('states:role.chief_examiner')}
          hint={t('interview.waiting_panel_text')}
          shape="fill"
          plate="none"
          big
        />
      </div>
    )
  return (
    <div className={`kc-panel n${Math.min(5, panel.length)}`}>
      {panel.map((person) => (
        <VideoTile
          key={person.identity}
          role={person.role}
          state={person.view ? tileState(person.view.camera) : { kind: 'connecting' }}
          track={person.view?.camera?.mediaTrack}
          name={person.name}
          note={t(`states:role.${person.role}`)}
          icon={person.view?.microphone?.muted === false ? 'mic' : 'micOff'}
          speaking={person.view?.speaking}
          shape="fill"
        />
      ))}
    </div>
  )
}
