import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { tellSession } from '@/api/session'
import { show } from '@/test/render'
import { SessionGuard } from './SessionGuard'

// jsdom goes to no other document: the way there is seen behind the mark.
vi.mock('./login_and_back', async (original) => {
  const { loginAndBack } = await original<{ loginAndBack: (url: string, from: Location) => string }>()
  return { loginAndBack: (url: string, from: Location) => `#${loginAndBack(url, from)}` }
})

const page = (resume?: () => Promise<unknown>) => (
  <SessionGuard loginUrl="/s/login" {...(resume && { resume })}>
    <p>考场</p>
  </SessionGuard>
)

it('leads whoever is not logged in to the log-in, which remembers the page; nothing of it stays', async () => {
  history.replaceState(null, '', '/s/school/candidates?q=1')
  await show(page())
  act(() => tellSession('login_required'))
  expect(location.hash).toBe(`#/s/login?next=${encodeURIComponent('/s/school/candidates?q=1')}`)
  expect(screen.queryByText('考场')).toBeNull()
})

it('leaves the log-in itself where it is', async () => {
  history.replaceState(null, '', '/s/login')
  await show(page())
  act(() => tellSession('login_required'))
  expect(location.hash).toBe('')
  expect(screen.getByText('考场')).toBeTruthy()
})

it('says that the page goes on elsewhere, and brings it back when that is asked for', async () => {
  history.replaceState(null, '', '/s/school')
  const resume = vi.fn().mockResolvedValue(undefined)
  await show(page(resume))
  act(() => tellSession('taken_over'))
  // What is asked for afterwards is refused for the same reason.
  act(() => tellSession('login_required'))
  expect(screen.queryByText('考场')).toBeNull()
  expect(location.hash).toBe('')
  await userEvent.setup().click(screen.getByRole('button', { name: '在此继续' }))
  expect(resume).toHaveBeenCalledOnce()
  expect(await screen.findByText('考场')).toBeTruthy()
})
