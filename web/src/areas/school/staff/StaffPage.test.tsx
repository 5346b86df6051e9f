import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { schoolMe } from '@/test/school_rows'
import { Toasts } from '@/ui/Toasts'
import { MeContext } from '../me'
import StaffPage from './StaffPage'

it('offers to invite whom an empty school still lacks', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ items: [], total: 0 }))
  await show(
    routed(() => (
      <MeContext.Provider value={schoolMe()}>
        <StaffPage />
      </MeContext.Provider>
    )).page,
  )
  const [first] = await screen.findAllByRole('button', { name: '邀请人员' })
  await userEvent.setup().click(first!)
  expect(await screen.findByRole('button', { name: '发送邀请' })).toBeTruthy()
})

it('reminds those who have not declared, once it shows nobody else', async () => {
  const asked: string[] = []
  const row = {
    id: 'zhou',
    name: '周敏',
    colleges: [],
    whole_school: true,
    duties: [],
    relation_state: 'some',
    relation_count: 1,
    stated_at: null,
    last_login_at: null,
  }
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    if (!pathname.startsWith('/api/v1/school/staff')) return Response.json({ items: [], total: 0 })
    if (request.method !== 'POST') return Response.json({ items: [row], total: 1 })
    asked.push(request.url)
    return Response.json({ asked: 1, left_out: 2 })
  })
  const { router, page } = routed(
    () => (
      <MeContext.Provider value={schoolMe()}>
        <StaffPage />
        <Toasts />
      </MeContext.Provider>
    ),
    '/?role=examiner&relation=none',
  )
  await show(page)
  expect(await screen.findByText('1 名考生，本人未申报')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /提醒/ })).toBeNull()
  await router.navigate({ to: '/', search: { role: 'examiner', relation: 'silent' } as never })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '提醒未申报人员' }))
  expect(asked).toEqual([])
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '提醒未申报人员' }))
  expect(await screen.findByText('已提醒 1 人，另有 2 人一小时内已提醒过')).toBeTruthy()
  expect(asked.map((url) => new URL(url).search)).toEqual(['?role=examiner&relation=silent'])
})
