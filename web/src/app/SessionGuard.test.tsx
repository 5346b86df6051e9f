import { expect, it, vi } from 'vitest'
import { tellSession } from '@/api/session'
import { staffPageAfterLogin } from '@/features/accounts/staff_login'
import { show } from '@/test/render'
import { SessionGuard } from './SessionGuard'

it('leads through the log-in back to the very rows that the address showed', async () => {
  const replace = vi.fn()
  const [pathname, search] = ['/s/school/trail', '?person_id=019ab3c4&kind=exam%2Croom']
  vi.stubGlobal('location', { ...location, pathname, search, replace })
  await show(<SessionGuard loginUrl="/s/login">page</SessionGuard>)
  tellSession('login_required')
  await vi.waitFor(() => expect(replace).toHaveBeenCalled())
  const { search: asked } = new URL(replace.mock.calls[0]![0] as string, 'https://exam.example.edu')
  expect(staffPageAfterLogin(asked)).toBe(pathname + search)
  for (const next of ['//evil.example?x=1', '/s/login?x=1', '/s/x?<script>', '/s/x?a#b']) {
    expect(staffPageAfterLogin(`?next=${encodeURIComponent(next)}`)).toBe('/s/rooms')
  }
})
