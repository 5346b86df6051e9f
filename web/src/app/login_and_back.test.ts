import { expect, it } from 'vitest'
import { staffPageAfterLogin } from '@/features/accounts/staff_login'
import { loginAndBack } from './login_and_back'

it('leads through the log-in back to the very rows that the address showed', () => {
  const [pathname, search] = ['/s/school/trail', '?person_id=019ab3c4&kind=exam%2Croom']
  const { search: asked } = new URL(
    loginAndBack('/s/login', { pathname, search }),
    'https://exam.example.edu',
  )
  expect(staffPageAfterLogin(asked)).toBe(pathname + search)
  for (const next of ['//evil.example?x=1', '/s/login?x=1', '/s/x?<script>', '/s/x?a#b']) {
    expect(staffPageAfterLogin(`?next=${encodeURIComponent(next)}`)).toBe('/s/rooms')
  }
})
