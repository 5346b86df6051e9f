import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { Live } from '@/live/Live'
import * as sounds from '@/media/sounds'
import { entryNow } from '@/test/entry_now'
import { show } from '@/test/render'
import { EndedPage } from './EndedPage'
import type { StepProps } from './steps'

function end(at: string) {
  vi.stubGlobal('scrollTo', () => undefined)
  const now = entryNow({ step: 'ended', ended: { at, confirmed_at: null } as StepProps['now']['ended'] })
  const root = createRootRoute()
  const component = () => <EndedPage {...({ now, entryId: 'entry' } as StepProps)} />
  const page = createRoute({ getParentRoute: () => root, path: '/', component })
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  })
  return show(
    <Live area="candidate" effects={{}} catchUp={() => undefined}>
      <RouterProvider router={router} />
    </Live>,
  )
}

it.each([
  ['sounds at the end', '2026-11-22T06:06:10Z', 1],
  ['is silent when it is only looked at again', '2026-11-22T06:01:00Z', 0],
] as const)('%s', async (_, at, times) => {
  const cue = vi.spyOn(sounds, 'playCue').mockResolvedValue()
  await end(at)
  await screen.findByRole('heading', { level: 1 })
  expect(cue).toHaveBeenCalledTimes(times)
  cue.mockRestore()
})
