import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Component, StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import type { ResourceLanguage } from 'i18next'
import { startI18n, type Language } from '@/i18n/start'
import { keepFocus } from '@/ui/focus'
import { ErrorState } from '@/ui/PageState'
import { Toasts } from '@/ui/Toasts'

/** Server data lives here only. Freshness comes from push events; the transport does the retrying. */
function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: 30_000,
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

/** A page that falls says so, and offers the way on; what was saved is safe on the server. */
class Fallen extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }
  static getDerivedStateFromError(error: unknown) {
    return { error }
  }
  override render() {
    if (this.state.error === null) return this.props.children
    return <ErrorState error={this.state.error} onRetry={() => location.reload()} />
  }
}

export async function mount(catalogues: Record<Language, ResourceLanguage>, app: ReactNode): Promise<void> {
  await startI18n(catalogues)
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no #root')
  keepFocus()
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={makeQueryClient()}>
        <Fallen>{app}</Fallen>
        <Toasts />
      </QueryClientProvider>
    </StrictMode>,
  )
}
