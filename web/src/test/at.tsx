import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import type { JSX } from 'react'

/** A page at an address, as the entries route it: plain words in the search. */
export function routed(Page: () => JSX.Element, address = '/') {
  const root = createRootRoute()
  const page = createRoute({ getParentRoute: () => root, path: '/', component: Page })
  const other = createRoute({ getParentRoute: () => root, path: '/other', component: () => <p>other</p> })
  const router = createRouter({
    routeTree: root.addChildren([page, other]),
    history: createMemoryHistory({ initialEntries: [address] }),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search).toString()
      return text && `?${text}`
    },
  })
  return { router, page: <RouterProvider router={router as never} /> }
}
