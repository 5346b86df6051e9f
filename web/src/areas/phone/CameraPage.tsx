import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useMediaFault } from '@/features/devices/fault_text'
import { useFrameRate } from '@/features/devices/frames'
import { factOf, usePageHidden, useReport } from '@/features/devices/useDeviceFacts'
import { sendPhoneFacts, type PhoneNow } from '@/features/desks/phone'
import { Battery } from '@/media/battery.model'
import type { DeskState } from '@/media/desk.model'
import { useModel, useScreenKeptOn } from '@/media/hooks'
import type { LocalMedia } from '@/media/local.model'
import { ownTileState } from '@/media/tile'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { RehearsalBand } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { formatClock } from '@/ui/format'
import { useElapsedSince } from '@/ui/server_now'
import { Chip } from '@/ui/StageChip'
import { VideoTile } from '@/ui/VideoTile'
import { OverPage } from './OverPage'
import { usePhoneDesk } from './usePhoneDesk'
import { useStop } from './useStop'

const LOW_BATTERY = 20
const FEW_FRAMES = 8

const turned = matchMedia('(orientation: landscape)')
function onTurn(listener: () => void): () => void {
  turned.addEventListener('change', listener)
  return () => turned.removeEventListener('change', listener)
}

function ConnectionChip({ state, deskOpen }: { state: DeskState; deskOpen: boolean }) {
  const { t } = useTranslation('phone')
  const elapsed = useElapsedSince(state.since)
  if (!deskOpen)
    return (
      <Chip icon="clock" kind="act">
        {t('camera.desk_closed')}
      </Chip>
    )
  if (state.phase === 'connected')
    return (
      <Chip icon="done" kind="green">
        {t('camera.connected')}
      </Chip>
    )
  if (state.phase === 'interrupted')
    return (
      <Chip icon="wifiOff" kind="red">
        {t('camera.lost', { clock: formatClock(elapsed) })}
      </Chip>
    )
  return (
    <Chip icon="retry" kind="amber">
      {t('camera.connecting')}
    </Chip>
  )
}

function useHealth(local: LocalMedia) {
  const { camera } = useModel(local)
  const [batteryModel] = useState(() => new Battery())
  const battery = useModel(batteryModel)
  const keptOn = useScreenKeptOn(true)
  const hidden = usePageHidden()
  const frames = useFrameRate(camera.track)
  const landscape = useSyncExternalStore(onTurn, () => turned.matches)
  useEffect(() => {
    void batteryModel.watch()
  }, [batteryModel])
  useReport(
    {
      camera: factOf(camera),
      microphone: 'unknown', // never asked for: no sound in or out
      page_hidden: hidden,
      battery_percent: battery.percent,
      charging: battery.charging,
      frames_per_second: frames,
      orientation: landscape ? 'landscape' : 'portrait',
    },
    true,
    sendPhoneFacts,
  )
  return { camera, battery, keptOn, frames }
}

/** The running camera: what it sees, that it arrives, and what to leave alone. */
export function CameraPage({ now, local }: { now: PhoneNow; local: LocalMedia }) {
  const { t } = useTranslation(['phone', 'common'])
  const fault = useMediaFault()
  const { camera, battery, keptOn, frames } = useHealth(local)
  const { state, elsewhere, resume } = usePhoneDesk(local, now.desk_open)
  const [asking, setAsking] = useState(false)
  const stop = useStop()
  const { percent, charging } = battery
  useEffect(() => {
    if (elsewhere) local.close()
  }, [elsewhere, local])
  if (elsewhere) return <OverPage how="elsewhere" onAgain={() => void local.open(['camera']).then(resume)} />

  return (
    <div className="kc-stage kc-phone-stage">
      <RehearsalBand on={now.formality === 'rehearsal'} />
      <header className="kc-stage-bar">
        <h1 className="t14 med">{t('camera.title', { tail: now.candidate_number_tail })}</h1>
      </header>
      <div className="kc-phone-picture">
        <VideoTile
          role="self"
          state={ownTileState(camera)}
          track={camera.track}
          name={t('camera.own')}
          mirrored={local.facingUser}
          shape="fill"
          plate="none"
        />
        <i className="kc-corner a" />
        <i className="kc-corner b" />
        <i className="kc-corner c" />
        <i className="kc-corner d" />
        <div className="kc-phone-facts" role="status">
          <ConnectionChip state={state} deskOpen={now.desk_open} />
          {frames !== null && (
            <Chip icon="camera" kind={frames < FEW_FRAMES ? 'amber' : 'plain'}>
              {t('camera.frames', { count: frames })}
            </Chip>
          )}
          <Chip
            icon={percent !== null && percent < LOW_BATTERY ? 'batteryLow' : 'battery'}
            kind={percent !== null && percent < LOW_BATTERY && !charging ? 'amber' : 'plain'}
          >
            {percent === null
              ? t('camera.battery_unknown')
              : t(charging ? 'camera.battery_charging' : 'camera.battery', { percent })}
          </Chip>
        </div>
        {camera.status === 'on' && <p className="kc-phone-hint">{t('camera.frame_hint')}</p>}
      </div>
      <section className="kc-phone-panel">
        {camera.fault && (
          <AlarmStrip
            kind="red"
            icon="cameraOff"
            actions={
              <Button size="l" icon="retry" onClick={() => void local.retry('camera')}>
                {t('camera.retry')}
              </Button>
            }
          >
            {fault('camera', camera.fault)}
          </AlarmStrip>
        )}
        <div>
          <h2 className="t20">{t('camera.keep')}</h2>
          <p className="dim t14">{t(keptOn ? 'camera.keep_text' : 'camera.keep_by_hand')}</p>
        </div>
        <div className="row g3 wrap">
          <Button size="l" icon="retry" className="grow" onClick={() => void local.flip()}>
            {t('camera.flip')}
          </Button>
          <Button size="l" kind="danger" icon="close" onClick={() => setAsking(true)}>
            {t('camera.stop')}
          </Button>
        </div>
      </section>
      <Dialog
        open={asking}
        danger
        title={t('camera.stop_title')}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button size="l" onClick={() => setAsking(false)}>
              {t('common:cancel')}
            </Button>
            <Button size="l" kind="danger-solid" busy={stop.isPending} onClick={stop.mutate}>
              {t('camera.stop')}
            </Button>
          </>
        }
      >
        <p>{t('camera.stop_text')}</p>
      </Dialog>
    </div>
  )
}
