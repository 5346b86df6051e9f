import '@/ui/styles'
import { RouterProvider } from '@tanstack/react-router'
import { request } from '@/api/client'
import { catalogues } from '@/i18n/catalogues.staff'
import { StaffUi } from '@/staff_ui/StaffUi'
import { mount } from './providers'
import { router } from './routes.staff'
import { SessionGuard } from './SessionGuard'

void mount(
  catalogues,
  <StaffUi>
    <SessionGuard loginUrl="/s/login" resume={() => request('POST', '/api/v1/staff/session/resume')}>
      <RouterProvider router={router} />
    </SessionGuard>
  </StaffUi>,
)
