import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { schoolMe } from '@/test/school_rows'
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
