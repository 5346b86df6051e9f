import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  type AnyRoute,
} from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { ErrorState, EmptyState, Loading } from '@/ui/PageState'

/** One line of a route table. The module's default export is the page. */
export interface PageRoute {
  path: string
  load: () => Promise<{ default: ComponentType }>
  /** Reached without a log-in, outside the area's shell. */
  open?: boolean
}

/** Pages that share a frame of their own inside the shell; its module is loaded with the first of them. */
export interface FramedPages {
  id: string
  /** The default export draws the frame and an `<Outlet />`. */
  load: () => Promise<{ default: ComponentType }>
  pages: readonly PageRoute[]
}

interface Table {
  pages: readonly PageRoute[]
  framed?: readonly FramedPages[]
  /** Where the bare address leads. */
  home: string
  /** Around every page that is not open: the area's connection and data. */
  shell?: ComponentType<{ children: ReactNode }>
}

function Missing({ home }: { home: string }) {
  const { t } = useTranslation()
  return (
    <main className="kc-page">
      <EmptyState
        icon="search"
        title={t('page_missing_title')}
        actions={
          <Button kind="primary" onClick={() => location.assign(home)}>
            {t('to_start')}
          </Button>
        }
      >
        {t('page_missing_text')}
      </EmptyState>
    </main>
  )
}

export function buildRouter({ pages, framed = [], home, shell: Shell }: Table) {
  const root = createRootRoute({
    component: Outlet,
    notFoundComponent: () => <Missing home={home} />,
    errorComponent: ({ error }) => <ErrorState error={error} onRetry={() => location.reload()} />,
  })
  const inside = createRoute({
    getParentRoute: () => root,
    id: 'inside',
    component: () =>
      Shell ? (
        <Shell>
          <Outlet />
        </Shell>
      ) : (
        <Outlet />
      ),
  })
  const asRoute = (parent: AnyRoute) => (page: PageRoute) =>
    createRoute({
      getParentRoute: () => parent,
      path: page.path,
      component: lazyRouteComponent(page.load),
      pendingComponent: () => <Loading />,
    })
  const asFrame = ({ id, load, pages }: FramedPages) => {
    const frame = createRoute({
      getParentRoute: () => inside,
      id,
      component: lazyRouteComponent(load),
      pendingComponent: () => <Loading />,
    })
    return frame.addChildren(pages.map(asRoute(frame)))
  }
  const start = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: () => <Navigate to={home} replace />,
  })
  const open = pages.filter((page) => page.open).map(asRoute(root))
  const closed = pages.filter((page) => !page.open).map(asRoute(inside))
  return createRouter({
    routeTree: root.addChildren([start, ...open, inside.addChildren([...closed, ...framed.map(asFrame)])]),
    defaultPreload: false,
    // Plain words in the address: the default reads `q=1e5` as a number.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search).toString()
      return text && `?${text}`
    },
    scrollRestoration: true,
  })
}
