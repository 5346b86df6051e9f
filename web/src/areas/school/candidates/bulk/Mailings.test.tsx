import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { serverClock } from '@/api/clock'
import type { Mailing } from '@/api/school_shapes'
import { show, violations } from '@/test/render'
import { Mailings } from './Mailings'

let mailing: Mailing
let sent: string[]
let read: number

beforeEach(() => {
  localStorage.clear()
  sent = []
  read = 0
  mailing = {
    id: 'one',
    created_at: new Date(serverClock.now()).toISOString(),
    title: '请带证件',
    state: 'sent',
    total: 4,
    done: 4,
    sms: true,
    texts: { left: 1, waiting: 0, failed: 0, blocked: 3, blocked_by: ['daily_limit'] },
  }
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') {
      read++
      return Response.json([mailing])
    }
    sent.push(new URL(request.url).pathname)
    mailing = { ...mailing, texts: { left: 4, waiting: 0, failed: 0, blocked: 0, blocked_by: [] } }
    return new Response(null, { status: 204 })
  })
})

it('says which text messages did not leave and why, and sends them again', async () => {
  const { container } = await show(<Mailings />)
  expect(await screen.findByText('3 条短信未发出')).toBeTruthy()
  expect(screen.queryByText('已完成')).toBeNull()
  expect(container.textContent).toContain('已发出 1 条 未发出 3 条：超过每日限额。')
  expect(await violations(container)).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: '补发未发出的' }))
  await waitFor(() => expect(sent).toEqual(['/api/v1/school/mailings/one/texts']))
  expect(await screen.findByText('已完成')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '补发未发出的' })).toBeNull()
})

it('is put away for good', async () => {
  const { unmount } = await show(<Mailings />)
  await userEvent.click(await screen.findByRole('button', { name: '收起' }))
  expect(screen.queryByText(/请带证件/)).toBeNull()
  unmount()
  await show(<Mailings />)
  await waitFor(() => expect(read).toBe(2))
  expect(screen.queryByText(/请带证件/)).toBeNull()
})
