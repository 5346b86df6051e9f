import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMediaFault } from '@/features/devices/fault_text'
import type { PhoneNow } from '@/features/desks/phone'
import { Battery } from '@/media/battery.model'
import { useModel } from '@/media/hooks'
import type { LocalMedia } from '@/media/local.model'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { FactMark } from '@/ui/FactMark'
import { Icon } from '@/ui/Icon'
import { PhoneFrame } from './PhoneFrame'
import { PlaceSketch } from './PlaceSketch'
import { useStop } from './useStop'

/** Before the browser asks for the camera: what will be seen, what will not. */
export function StartPage({
  now,
  local,
  onOpened,
}: {
  now: PhoneNow
  local: LocalMedia
  onOpened: () => void
}) {
  const { t, i18n } = useTranslation('phone')
  const fault = useMediaFault()
  const { camera } = useModel(local)
  const [model] = useState(() => new Battery())
  const { percent, charging } = useModel(model)
  const stop = useStop()
  useEffect(() => void model.watch(), [model])
  const english = i18n.language === 'en'

  async function open() {
    await (camera.status === 'failed' ? local.retry('camera') : local.open(['camera']))
    if (local.getSnapshot().camera.status === 'on') onOpened()
  }

  return (
    <PhoneFrame
      school={(english && now.school_name_en) || now.school_name}
      rehearsal={now.formality === 'rehearsal'}
      foot={
        <>
          <Button
            kind="primary"
            size="xl"
            icon="camera"
            block
            busy={camera.status === 'asking'}
            onClick={() => void open()}
          >
            {t('start.open')}
          </Button>
          <p className="t14 dim row center">
            {t('start.not_you')}
            <Button kind="text" busy={stop.isPending} onClick={() => stop.mutate()}>
              {t('start.cancel')}
            </Button>
          </p>
        </>
      }
    >
      <div className="row g3">
        <span className="c-green">
          <Icon name="done" size={24} />
        </span>
        <div>
          <h1 className="t20">{t('start.title', { tail: now.candidate_number_tail })}</h1>
          <p className="t14 dim">
            {(english && now.exam_name_en) || now.exam_name} ·{' '}
            {(english && now.room_name_en) || now.room_name}
          </p>
        </div>
      </div>
      <section className="kc-card">
        <PlaceSketch />
        <ul className="t14">
          <li className="kc-li">
            <Icon name="camera" size={16} />
            {t('start.picture_only')}
          </li>
          <li className="kc-li">
            <Icon name="speaker" size={16} />
            {t('start.silent')}
          </li>
          <li className="kc-li">
            <Icon name="battery" size={16} />
            <span className="grow">
              {percent === null ? t('start.battery_unknown') : t('start.battery', { percent })}
            </span>
            {percent !== null && (
              <FactMark kind={charging ? 'ok' : 'warn'}>
                {t(charging ? 'start.charging' : 'start.not_charging')}
              </FactMark>
            )}
          </li>
        </ul>
      </section>
      {camera.status === 'failed' ? (
        <AlarmStrip kind="red" icon="cameraOff">
          {fault('camera', camera.fault)}
        </AlarmStrip>
      ) : (
        <AlarmStrip kind="act">{t('start.permission')}</AlarmStrip>
      )}
    </PhoneFrame>
  )
}
