import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CheckList, useVerdicts } from '@/features/devices/CheckList'
import { OwnTest } from '@/features/devices/OwnTest'
import { useDeviceCheck } from '@/features/devices/useDeviceCheck'
import { Button } from '@/ui/Button'
import { useErrorText } from '@/ui/error_text'
import { ReceiptLine } from '@/ui/ReceiptLine'
import { showToast } from '@/ui/toast'
import { Frame } from './Frame'
import { nowKey } from './now'
import { SwitchedOff } from './OwnTile'
import type { StepProps } from './steps'

/** Before the waiting area a step; from inside it 「设备调试」, with the place kept. */
export function DeviceCheckPage({ now, entryId, local, lookBack }: StepProps) {
  const { t } = useTranslation('candidate')
  const text = useErrorText()
  const cache = useQueryClient()
  const fromWaiting = now.step === 'waiting'
  const check = useDeviceCheck(entryId, local, fromWaiting ? now.device_check?.results : undefined)
  const verdicts = useVerdicts(check)
  const [leaving, setLeaving] = useState(false)
  const { camera, microphone } = verdicts
  const all = Object.values(verdicts)
  const count = (kind: string) => all.filter((verdict) => verdict.kind === kind).length

  async function goOn() {
    setLeaving(true)
    // The place in the queue does not hang on what is saved here.
    if (fromWaiting) lookBack(null)
    const refusal = await check.saveNow()
    if (refusal) showToast(text(refusal), { bad: true })
    await cache.invalidateQueries({ queryKey: nowKey(entryId) })
    setLeaving(false)
    if (!refusal && !fromWaiting) lookBack(null)
  }

  const doing = [camera, microphone].some((one) => one.kind === 'bad')
    ? t('check.now_failed')
    : !check.heard
      ? t('check.now_microphone')
      : !check.speaker
        ? t('check.now_speaker')
        : check.network === null
          ? t('check.now_running')
          : t('check.now_done')
  const why = check.passed
    ? ''
    : camera.kind !== 'ok' && microphone.kind !== 'ok'
      ? t('check.blocked_both')
      : t(camera.kind === 'ok' ? 'check.blocked_microphone' : 'check.blocked_camera')
  const next = now.commitment ? 'arrival' : 'commitment'

  return (
    <Frame
      now={now}
      step={fromWaiting ? 'waiting' : 'device_check'}
      foot={
        <>
          <Button size="l" icon="retry" onClick={check.again}>
            {t('check.again')}
          </Button>
          <span className="grow" />
          <span className="t14 dim not-phone" role="status">
            {why || (fromWaiting && t('check.place_kept'))}
          </span>
          {fromWaiting ? (
            <Button size="l" kind="primary" busy={leaving} onClick={() => void goOn()}>
              {t('check.back')}
            </Button>
          ) : (
            <Button
              size="l"
              kind="primary"
              disabled={!check.passed}
              busy={leaving}
              onClick={() => void goOn()}
            >
              {t('check.next', { step: t(`steps.${next}`) })}
            </Button>
          )}
        </>
      }
    >
      <div>
        <h1>{t('check.title')}</h1>
        <p>{t('check.summary', { ok: count('ok'), warn: count('warn') + count('bad'), now: doing })}</p>
        {why && <p className="only-phone t14 c-amber">{why}</p>}
      </div>
      <SwitchedOff local={local} />
      <OwnTest local={local} heard={check.heard} />
      <CheckList check={check} verdicts={verdicts} />
      {check.savedAt && (
        <ReceiptLine kind="saved" at={check.savedAt}>
          {t('check.saved')}
        </ReceiptLine>
      )}
      {!check.savedAt && check.error !== null && (
        <ReceiptLine kind="unsaved">{text(check.error)}</ReceiptLine>
      )}
    </Frame>
  )
}
