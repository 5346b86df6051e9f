import '@/ui/styles'
import { RouterProvider } from '@tanstack/react-router'
import { catalogues } from '@/i18n/catalogues.phone'
import { mount } from './providers'
import { router } from './routes.phone'

// A phone has no log-in: its pages themselves say when they were replaced or taken back.
void mount(catalogues, <RouterProvider router={router} />)
