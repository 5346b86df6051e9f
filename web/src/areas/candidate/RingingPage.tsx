import { useTranslation } from 'react-i18next'
import { acceptInvitation, declineInvitation } from '@/features/interviews/candidate_interviews'
import { InvitationCall } from '@/features/interviews/InvitationCall'
import { useLiveState } from '@/live/Live'
import { useDeskState, useModel } from '@/media/hooks'
import { FactMark } from '@/ui/FactMark'
import { Loading } from '@/ui/PageState'
import { Frame } from './Frame'
import { useNames } from '@/ui/names'
import { useAct } from './now'
import { OwnTile } from './OwnTile'
import { secondCamera, SecondCameraTile } from './SecondCamera'
import type { StepProps } from './steps'
import { usePeople } from './usePeople'

export function RingingPage({ now, entryId, local, desk }: StepProps) {
  const { t } = useTranslation('candidate')
  const name = useNames()
  const { camera, microphone } = useModel(local)
  const { connected } = useLiveState()
  const { phase } = useDeskState(desk)
  const people = usePeople(entryId, now, desk)
  const accept = useAct(entryId, acceptInvitation)
  const decline = useAct(entryId, declineInvitation)
  if (!now.invitation) return <Loading />

  const { id } = now.invitation
  const fact = (good: boolean, key: 'camera' | 'microphone' | 'second' | 'network') => (
    <FactMark kind={good ? 'ok' : 'warn'}>{t(`ringing.${key}_${good ? 'ok' : 'bad'}`)}</FactMark>
  )
  const two = now.exam.cameras_required > 1
  return (
    <Frame now={now} track={false}>
      <InvitationCall
        invitation={now.invitation}
        room={name(now.room)}
        busy={accept.isPending ? 'accept' : decline.isPending ? 'decline' : null}
        onAccept={() => accept.mutate(id)}
        onDecline={() => decline.mutate(id)}
      >
        <div className="kc-call-tiles">
          <OwnTile local={local} name={t('ringing.own')} />
          {two && <SecondCameraTile person={secondCamera(people)} phone={now.phone} />}
        </div>
        <div className="row g5 wrap center">
          {fact(camera.status === 'on' && camera.enabled, 'camera')}
          {fact(microphone.status === 'on' && microphone.enabled, 'microphone')}
          {two && fact(now.phone.state === 'connected', 'second')}
          {fact(connected && phase !== 'interrupted', 'network')}
        </div>
      </InvitationCall>
    </Frame>
  )
}
