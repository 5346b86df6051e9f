import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
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

interface Table {
  pages: readonly PageRoute[]
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

export function buildRouter({ pages, home, shell: Shell }: Table) {
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
  const asRoute = (parent: typeof root | typeof inside) => (page: PageRoute) =>
    createRoute({
      getParentRoute: () => parent as typeof root,
      path: page.path,
      component: lazyRouteComponent(page.load),
      pendingComponent: () => <Loading />,
    })
  const start = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: () => <Navigate to={home} replace />,
  })
  const open = pages.filter((page) => page.open).map(asRoute(root))
  const closed = pages.filter((page) => !page.open).map(asRoute(inside))
  return createRouter({
    routeTree: root.addChildren([start, ...open, inside.addChildren(closed)]),
    defaultPreload: false,
    scrollRestoration: true,
  })
}
