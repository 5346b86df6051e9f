import { expect, it } from 'vitest'
import { show } from '@/test/render'
import { row } from '@/test/staff_rows'
import { DeviceMarks } from './DeviceMarks'

const muted = { camera: 'ok', phone: 'ok', microphone: 'off' } as const
const dark = { camera: 'off', phone: 'ok', microphone: 'ok' } as const

it.each([
  ['a switched off microphone is not fine', row({ devices: muted }), '麦克风已关'],
  ['nor is a switched off camera', row({ devices: dark }), '摄像头已关'],
  [
    'what the server notes comes first',
    row({ devices: muted, device_note: 'phone_offline' }),
    '第二机位断开',
  ],
  ['who came and was set aside is gone', row({ state: 'deferred' }), '已离开'],
  ['who never came cannot have gone', row({ state: 'deferred', arrived_at: null }), '未连接'],
])('%s', async (_, one, words) => {
  const { container } = await show(<DeviceMarks row={one} cameras={2} />)
  expect(container.querySelector('.t12')?.textContent).toBe(words)
})
