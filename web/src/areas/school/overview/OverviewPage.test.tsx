import { useQueryClient } from '@tanstack/react-query'
import { act, screen } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { Live } from '@/live/Live'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { schoolMe } from '@/test/school_rows'
import { MeContext } from '../me'
import MonitorPage from '../monitor/MonitorPage'
import OverviewPage from './OverviewPage'

let away: boolean
beforeEach(() => {
  away = false
  vi.stubGlobal('fetch', async (request: Request) => {
    if (away) return Response.json({ code: 'forbidden' }, { status: 400 })
    return Response.json(
      new URL(request.url).pathname.endsWith('/monitor')
        ? { server_time: '2026-11-22T06:00:00Z', exams: [], behind: [] }
        : { steps: [], exams: [], tickets: [], open_tickets: 0, imports: [], changes: [], sms_closed: '' },
    )
  })
})

it.each([
  ['overview', OverviewPage],
  ['monitor', MonitorPage],
])('the %s says from when it is once it cannot be read again', async (_, Page) => {
  let again: () => Promise<void> = () => Promise.resolve()
  function Inside() {
    const cache = useQueryClient()
    again = () => cache.invalidateQueries()
    return (
      <MeContext.Provider value={schoolMe()}>
        <Page />
      </MeContext.Provider>
    )
  }
  const { page } = routed(Inside)
  await show(
    <Live area="staff" effects={{}} catchUp={() => undefined}>
      {page}
    </Live>,
  )
  await screen.findByRole('heading', { level: 1 })
  expect(screen.queryByText(/没有连上服务器/)).toBeNull()
  away = true
  await act(() => again())
  expect(await screen.findByText(/没有连上服务器/)).toBeTruthy()
  expect(screen.getByRole('heading', { level: 1 })).toBeTruthy()
})
