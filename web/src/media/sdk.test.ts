import { beforeEach, expect, it, vi } from 'vitest'
import { isPassing } from '@/api/errors'
import { loadSdk } from './sdk'

vi.mock('livekit-client', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})

let server: 'up' | 'away'
const reload = vi.fn()
beforeEach(() => {
  sessionStorage.clear()
  reload.mockClear()
  server = 'up'
  vi.stubGlobal('fetch', async () => {
    if (server === 'away') throw new TypeError('failed to fetch')
    return new Response('<html>')
  })
})
const fails = () => expect(loadSdk(reload)).rejects.toSatisfy(isPassing)

it('loads a page anew, once, whose part is gone with an update', async () => {
  await fails()
  expect(reload).toHaveBeenCalledTimes(1)
  await fails()
  expect(reload).toHaveBeenCalledTimes(1)
})

it('keeps the page while the server is away', async () => {
  server = 'away'
  await fails()
  expect(reload).not.toHaveBeenCalled()
  server = 'up'
  await fails()
  expect(reload).toHaveBeenCalledTimes(1)
})
