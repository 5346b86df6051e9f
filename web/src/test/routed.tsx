import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { vi } from 'vitest'
import { Live } from '@/live/Live'
import { show } from './render'

/** Renders a candidate's page where it may navigate and asks for the connection. */
export function showRouted(page: ReactElement, at = '/') {
  vi.stubGlobal('scrollTo', () => undefined)
  const root = createRootRoute()
  const route = createRoute({ getParentRoute: () => root, path: '/', component: () => page })
  const router = createRouter({
    routeTree: root.addChildren([route]),
    history: createMemoryHistory({ initialEntries: [at] }),
  })
  return show(
    <Live area="candidate" effects={{}} catchUp={() => undefined}>
      <RouterProvider router={router} />
    </Live>,
  )
}
