import { expect, it, vi } from 'vitest'
import { remoteTrack } from '@/test/fake_room'
import { AudioOut } from './audio_out'

function playing() {
  vi.stubGlobal('MediaStream', class {})
  return vi.spyOn(HTMLMediaElement.prototype, 'play')
}
const pause = () => document.querySelector('audio')?.dispatchEvent(new Event('pause'))

it('plays on after the browser paused it, and tells when a touch is wanted', async () => {
  const played = playing()
  const blocked = vi.fn()
  const out = new AudioOut(blocked)
  played.mockResolvedValue()
  out.add(remoteTrack({ sid: 'TR_1', kind: 'audio', source: 'microphone' }))
  pause()
  expect(played).toHaveBeenCalledTimes(2)
  expect(blocked).not.toHaveBeenCalled()
  played.mockRejectedValue(new DOMException('not now', 'NotAllowedError'))
  pause()
  await vi.waitFor(() => expect(blocked).toHaveBeenCalledOnce())
  out.clear()
})

it('is silent about a track that went', async () => {
  const played = playing()
  const blocked = vi.fn()
  const out = new AudioOut(blocked)
  played.mockRejectedValue(new DOMException('gone', 'AbortError'))
  out.add(remoteTrack({ sid: 'TR_1', kind: 'audio', source: 'microphone' }))
  const element = document.querySelector('audio')!
  out.remove('TR_1')
  element.dispatchEvent(new Event('pause'))
  await Promise.resolve()
  expect(played).toHaveBeenCalledOnce()
  expect(blocked).not.toHaveBeenCalled()
})
