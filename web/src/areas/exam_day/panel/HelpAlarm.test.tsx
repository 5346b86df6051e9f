import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { show } from '@/test/render'
import { row } from '@/test/staff_rows'
import { HelpAlarm } from './HelpAlarm'

const live = row({ help_asked_at: '2026-11-22T06:00:00Z', help_text: '听不清提问' })

it('tells the panel that the candidate asks for help, and the chief may say it was given', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`)
    return Response.json({})
  })
  await show(<HelpAlarm row={live} chief />)
  expect(screen.getByText('陈思远 求助：听不清提问')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: '求助已处理' }))
  expect(asked).toEqual([`DELETE /api/v1/staff/entries/${live.entry_id}/help`])
})

it('gives an examiner the words alone', async () => {
  await show(<HelpAlarm row={live} chief={false} />)
  expect(screen.getByText('陈思远 求助：听不清提问')).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
})
