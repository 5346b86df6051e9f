import { useTranslation } from 'react-i18next'
import type { BoardRow } from '@/api/staff_shapes'
import { Icon, type IconName } from '@/ui/Icon'
import './staff_desks.css'

type Part = 'camera' | 'phone' | 'microphone'
const PARTS: readonly Part[] = ['camera', 'phone', 'microphone']
const ICONS: Record<Part, readonly [on: IconName, off: IconName]> = {
  camera: ['camera', 'cameraOff'],
  phone: ['phone', 'phone'],
  microphone: ['mic', 'micOff'],
}
const BAD_NOTES = new Set([
  'laptop_offline',
  'camera_lost',
  'camera_blocked',
  'microphone_lost',
  'phone_offline',
])

/** Switched off by the candidate or by the chief: no fault, and not fine either. */
const OFF = { camera: 'camera_off', microphone: 'mic_off' } as const
const AWAY = new Set(['finished', 'absent', 'deferred'])

/** Camera, second camera, microphone: colour, icon and word each; then the one note worth reading. */
export function DeviceMarks({ row, cameras }: { row: BoardRow; cameras: number }) {
  const { t } = useTranslation('staff')
  const parts = PARTS.filter((part) => part !== 'phone' || cameras > 1)
  // Nobody expects pictures of them: what their devices last said is no news.
  const gone = AWAY.has(row.state)
  const factOf = (part: Part) =>
    gone || (row.state === 'preparing' && row.devices[part] === 'bad') ? 'none' : row.devices[part]
  const unknown = parts.every((part) => factOf(part) === 'none')
  const off = parts.find((part) => factOf(part) === 'off')
  const quiet = unknown ? 'none' : off === undefined || off === 'phone' ? 'ok' : OFF[off]
  // Who never came cannot have gone.
  const note = gone ? (row.arrived_at ? 'gone' : 'none') : row.device_note || quiet
  const tone = !row.device_note || gone ? '' : BAD_NOTES.has(row.device_note) ? 'c-red' : 'c-amber'
  return (
    <span className="kc-devices">
      {parts.map((part) => {
        const fact = factOf(part)
        const words = `${t(`board.device.${part}`)} ${t(`board.device.${fact}`)}`
        return (
          <span key={part} className={`kc-device ${fact}`} title={words}>
            <Icon name={ICONS[part][fact === 'bad' || fact === 'off' ? 1 : 0]} />
            <span className="visually-hidden">{words}</span>
          </span>
        )
      })}
      <span className={`t12 ${tone || 'dim'}`}>{t(`board.device_note.${note as 'ok'}`)}</span>
    </span>
  )
}
