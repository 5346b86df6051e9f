import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useModel } from '@/media/hooks'
import type { LocalKind, LocalMedia } from '@/media/local.model'
import { ownTileState } from '@/media/tile'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { LevelMeter } from '@/ui/Meters'
import { Select } from '@/ui/Select'
import { VideoTile } from '@/ui/VideoTile'
import { useMediaFault } from './fault_text'
import { useRecording } from './recorder'
import './devices.css'

function Choice({ local, kind }: { local: LocalMedia; kind: LocalKind }) {
  const { t } = useTranslation('candidate')
  const fault = useMediaFault()
  const state = useModel(local)
  const input = kind === 'camera' ? 'videoinput' : 'audioinput'
  const devices = state.devices.filter((device) => device.kind === input && device.deviceId)
  if (devices.length < 2) return null
  const source = state[kind]
  return (
    <>
      <Select
        label={t(kind === 'camera' ? 'check.choose_camera' : 'check.choose_microphone')}
        options={devices.map((device, index) => ({
          value: device.deviceId,
          label: device.label || `${index + 1}`,
        }))}
        value={source.deviceId}
        onChange={(id) => void local.choose(kind, id)}
      />
      {source.status === 'on' && source.fault && (
        <p className="t14 c-amber" role="alert">
          {fault(kind, source.fault)}
        </p>
      )}
    </>
  )
}

/** Own picture beside own voice: look and listen before one reads the list. */
export function OwnTest({ local, heard }: { local: LocalMedia; heard: boolean }) {
  const { t } = useTranslation(['candidate', 'common'])
  const { camera, microphone } = useModel(local)
  const { status, secondsLeft, record, play } = useRecording(microphone.track)
  // The first seconds are recorded by themselves, so that there is something to play back.
  useEffect(() => {
    if (microphone.track) record()
  }, [microphone.track, record])

  return (
    <section className="kc-card kc-own-test">
      <div className="col g3">
        <VideoTile
          role="self"
          state={ownTileState(camera)}
          track={camera.track}
          name={t('common:tile.own')}
          icon="camera"
          mirrored
        />
        <Choice local={local} kind="camera" />
      </div>
      <div className="col g3">
        <div className="row between wrap">
          <h3>{t('check.microphone')}</h3>
          <span className="t14 dim ell">{microphone.label}</span>
        </div>
        <p className="kc-say">{t('check.say')}</p>
        <div className="row g3">
          <Icon name="mic" />
          <LevelMeter level={local.level} />
          <span className={`t14 med ${heard ? 'c-green' : 'dim'}`} role="status">
            {t(heard ? 'common:level.good' : 'common:level.quiet')}
          </span>
        </div>
        <div className="row wrap kc-own-acts">
          <Button
            size="l"
            icon="play"
            disabled={status !== 'ready' && status !== 'playing'}
            busy={status === 'playing'}
            onClick={play}
          >
            {t('check.play')}
          </Button>
          <Button kind="text" disabled={!microphone.track || status === 'recording'} onClick={record}>
            {status === 'recording' ? t('check.recording', { seconds: secondsLeft }) : t('check.record')}
          </Button>
        </div>
        <Choice local={local} kind="microphone" />
      </div>
    </section>
  )
}
