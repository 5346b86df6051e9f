import '@/ui/styles'
import { RouterProvider } from '@tanstack/react-router'
import { request } from '@/api/client'
import { catalogues } from '@/i18n/catalogues.candidate'
import { mount } from './providers'
import { router } from './routes.candidate'
import { SessionGuard } from './SessionGuard'

void mount(
  catalogues,
  <SessionGuard loginUrl="/c/login" resume={() => request('POST', '/api/v1/candidate/session/resume')}>
    <RouterProvider router={router} />
  </SessionGuard>,
)
