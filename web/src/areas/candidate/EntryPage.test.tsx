import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import candidate from '@/i18n/zh-CN/candidate.json'
import { Live } from '@/live/Live'
import { entryNow } from '@/test/entry_now'
import { fakeDevices } from '@/test/fake_devices'
import { show } from '@/test/render'
import EntryPage from './EntryPage'
import type { EntryNow } from './now'

let now: EntryNow
beforeEach(() => {
  fakeDevices()
  vi.stubGlobal('scrollTo', () => undefined)
  vi.stubGlobal('fetch', async (request: Request) =>
    new URL(request.url).pathname.endsWith('/now')
      ? Response.json(now)
      : Response.json({ code: 'seat_closed' }, { status: 409 }),
  )
})
afterEach(() => void Reflect.deleteProperty(navigator, 'wakeLock'))

function open(step: EntryNow['step']) {
  now = entryNow({ step })
  const root = createRootRoute()
  const page = createRoute({ getParentRoute: () => root, path: '/c/exams/$entry', component: EntryPage })
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: ['/c/exams/entry'] }),
  })
  return show(
    <Live area="candidate" effects={{}} catchUp={() => undefined}>
      <RouterProvider router={router} />
    </Live>,
  )
}

function screenLock() {
  const lock = Object.assign(new EventTarget(), { released: false, release: vi.fn(async () => undefined) })
  const request = vi.fn(async () => lock)
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true })
  return { lock, request }
}

it('keeps the screen on in the waiting area, and lets go with the page', async () => {
  const { lock, request } = screenLock()
  const { unmount } = await open('waiting')
  await waitFor(() => expect(request).toHaveBeenCalledOnce())
  expect(screen.queryByText(candidate.waiting.keep_on)).toBeNull()
  unmount()
  await waitFor(() => expect(lock.release).toHaveBeenCalledOnce())
})

it('says in the waiting area when the screen may go dark', async () => {
  await open('waiting')
  expect(await screen.findByText(candidate.waiting.keep_on)).toBeTruthy()
})

it('leaves the screen to itself while nobody is on camera', async () => {
  const { request } = screenLock()
  await open('notice')
  await screen.findByText('须知')
  expect(request).not.toHaveBeenCalled()
})
