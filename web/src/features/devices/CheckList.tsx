import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { useMediaFault } from './fault_text'
import { Button } from '@/ui/Button'
import { FactMark, type FactKind } from '@/ui/FactMark'
import { Icon, type IconName } from '@/ui/Icon'
import { playCue } from '@/media/sounds'
import type { DeviceCheck } from './useDeviceCheck'

const LOW_UPLINK_KBPS = 800
const HIGH_LOSS = 5
const BIG_SKEW_MS = 5_000
const LOW_BATTERY = 30
// What is below must not move for a driver's long name.
const LONGEST_LABEL = 36

const shortened = (label: string) =>
  label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label

export interface Verdict {
  kind: FactKind
  word?: string
  text: string
}

export function useVerdicts(check: DeviceCheck) {
  const { t } = useTranslation('candidate')
  const fault = useMediaFault()
  const { camera, microphone, battery, heard, speaker, network, results } = check
  const running = (text: string): Verdict => ({ kind: 'idle', word: t('check.running'), text })
  const unknown = (text: string): Verdict => ({ kind: 'warn', word: t('check.unknown'), text })

  const size = camera.track?.getSettings?.()
  const cameraVerdict: Verdict =
    camera.status === 'failed'
      ? { kind: 'bad', text: fault('camera', camera.fault) }
      : camera.status !== 'on'
        ? running(t('check.camera_wait'))
        : {
            kind: 'ok',
            text: t('check.camera_ok', {
              width: size?.width ?? '?',
              height: size?.height ?? '?',
              label: shortened(camera.label) || t('check.camera'),
            }),
          }
  const microphoneVerdict: Verdict =
    microphone.status === 'failed'
      ? { kind: 'bad', text: fault('microphone', microphone.fault) }
      : heard
        ? { kind: 'ok', text: t('check.microphone_ok') }
        : running(t(microphone.status === 'on' ? 'check.microphone_wait' : 'check.camera_wait'))
  const speakerVerdict: Verdict = speaker
    ? { kind: 'ok', text: t('check.speaker_ok') }
    : { kind: 'idle', text: t('check.speaker_wait') }

  const { udp, tcp } = network ?? { udp: 'unknown', tcp: 'unknown' }
  const networkVerdict: Verdict =
    network === null
      ? running(t('check.network_wait'))
      : udp === 'ok' && tcp === 'ok'
        ? { kind: 'ok', text: t('check.network_both') }
        : udp === 'ok'
          ? { kind: tcp === 'failed' ? 'warn' : 'ok', text: t('check.network_udp') }
          : tcp === 'ok'
            ? { kind: 'warn', text: t('check.network_tcp') }
            : udp === 'failed'
              ? { kind: 'warn', text: t('check.network_none') }
              : unknown(t('check.network_unknown'))

  const { uplink_kbps: uplink, loss_percent: loss } = results
  const uplinkText =
    uplink == null ? '' : uplink >= 1000 ? `${(uplink / 1000).toFixed(1)} Mbps` : `${uplink} kbps`
  const poor = (uplink ?? Infinity) < LOW_UPLINK_KBPS || (loss ?? 0) > HIGH_LOSS
  const qualityVerdict: Verdict =
    network === null
      ? running(t('check.quality_wait'))
      : uplink == null
        ? unknown(t('check.network_unknown'))
        : {
            kind: poor ? 'warn' : 'ok',
            text: t(poor ? 'check.quality_low' : 'check.quality_ok', {
              uplink: uplinkText,
              loss: loss ?? '—',
            }),
          }

  const { percent, charging } = battery
  const batteryVerdict: Verdict =
    percent === null
      ? unknown(t('check.battery_unknown'))
      : charging
        ? { kind: 'ok', text: t('check.battery_ok', { percent }) }
        : { kind: percent < LOW_BATTERY ? 'warn' : 'ok', text: t('check.battery_low', { percent }) }

  const skew = results.clock_skew_ms
  const seconds = (Math.abs(skew ?? 0) / 1000).toFixed(1)
  const clockVerdict: Verdict =
    skew == null
      ? unknown(t('check.network_unknown'))
      : Math.abs(skew) > BIG_SKEW_MS
        ? { kind: 'warn', text: t('check.clock_off', { seconds }) }
        : { kind: 'ok', text: t('check.clock_ok', { seconds }) }

  return {
    camera: cameraVerdict,
    microphone: microphoneVerdict,
    speaker: speakerVerdict,
    network: networkVerdict,
    quality: qualityVerdict,
    battery: batteryVerdict,
    clock: clockVerdict,
  }
}

export type Verdicts = ReturnType<typeof useVerdicts>

function Row({
  icon,
  name,
  verdict,
  children,
}: {
  icon: IconName
  name: string
  verdict: Verdict
  children?: ReactNode
}) {
  return (
    <li className="kc-li">
      <span className="kc-check-icon">
        <Icon name={icon} />
      </span>
      <div className="grow">
        <div className="ink med">{name}</div>
        <div className="t14 dim">{verdict.text}</div>
        {children}
      </div>
      <FactMark kind={verdict.kind}>{verdict.word}</FactMark>
    </li>
  )
}

export function CheckList({ check, verdicts }: { check: DeviceCheck; verdicts: Verdicts }) {
  const { t } = useTranslation('candidate')
  return (
    <ul className="kc-card kc-checks" aria-live="polite">
      <Row icon="camera" name={t('check.camera')} verdict={verdicts.camera} />
      <Row icon="mic" name={t('check.microphone')} verdict={verdicts.microphone} />
      <Row icon="speaker" name={t('check.speaker')} verdict={verdicts.speaker}>
        <div className="row wrap kc-check-acts">
          <Button icon="play" onClick={() => void playCue('test')}>
            {t('check.play_tone')}
          </Button>
          {!check.speaker && (
            <Button icon="check" onClick={check.confirmSpeaker}>
              {t('check.heard')}
            </Button>
          )}
        </div>
      </Row>
      <Row icon="wifi" name={t('check.network')} verdict={verdicts.network} />
      <Row icon="chart" name={t('check.quality')} verdict={verdicts.quality} />
      <Row icon="battery" name={t('check.battery')} verdict={verdicts.battery} />
      <Row icon="clock" name={t('check.clock')} verdict={verdicts.clock} />
    </ul>
  )
}
