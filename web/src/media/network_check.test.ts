import { beforeEach, expect, it, vi } from 'vitest'
import { checkNetwork } from './network_check'

const sdk = vi.hoisted(() => ({ status: null as number | null }))
vi.mock('livekit-client', () => {
  class ConnectionError extends Error {
    status = sdk.status ?? undefined
  }
  class Room {
    connect = () => Promise.reject(new ConnectionError())
    disconnect = async () => undefined
  }
  return { ConnectionError, Room, setLogLevel: () => undefined, LogLevel: {} }
})

beforeEach(() => {
  vi.stubGlobal('RTCPeerConnection', class {})
  const picture = { data: new Uint8ClampedArray(4) }
  const context = { createImageData: () => picture, putImageData: () => undefined }
  HTMLCanvasElement.prototype.getContext = (() => context) as never
  HTMLCanvasElement.prototype.captureStream = () =>
    ({ getVideoTracks: () => [{ stop: () => undefined }] }) as never
})
const check = () => checkNetwork({ publisher: { token: 'a' }, subscriber: { token: 'b' } })

it.each([503, 404])('does not blame the network for a media server that is away (%s)', async (status) => {
  sdk.status = status
  expect(await check()).toMatchObject({ udp: 'unknown', tcp: 'unknown' })
})

it('says that nothing came through when nobody answered', async () => {
  sdk.status = null
  expect(await check()).toMatchObject({ udp: 'failed', tcp: 'failed' })
})
