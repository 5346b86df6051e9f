import { useTranslation } from 'react-i18next'
import { tileState } from '@/media/tile'
import { VideoTile } from '@/ui/VideoTile'
import type { EntryNow } from './now'
import type { AtDesk } from './usePeople'

const ROLE = 'waiting_room_officer'

/** The officer's picture exists only during one's own talk; else it says in words what they do. */
export function OfficerTile({ now, people }: { now: EntryNow; people: readonly AtDesk[] }) {
  const { t } = useTranslation('candidate')
  const { state } = now.officer
  if (now.step !== 'talk') {
    const key = state === 'with_me' ? 'available' : state
    const hint = now.queue?.cleared_at ? 'cleared' : key
    return (
      <VideoTile
        role={ROLE}
        state={{ kind: 'hidden', word: t(`waiting.officer_${key}`) }}
        name={now.officer.name || t('waiting.officer')}
        plate="none"
        hint={<span className="not-phone">{t(`waiting.officer_${hint}_text`)}</span>}
      />
    )
  }
  const officer = people.find(({ role }) => role === ROLE)
  const camera = officer?.view?.camera
  return (
    <VideoTile
      role={ROLE}
      state={camera ? tileState(camera) : { kind: 'connecting' }}
      track={camera?.mediaTrack}
      name={now.talk?.officer_name || officer?.name || t('waiting.officer')}
      note={t('waiting.with_you')}
      icon={officer?.view?.microphone?.muted === false ? 'mic' : 'micOff'}
      speaking={officer?.view?.speaking}
    />
  )
}
