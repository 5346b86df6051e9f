import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { serverClock } from '@/api/clock'
import { show } from '@/test/render'
import { TimeField } from './TimeField'

// Each has an hour that its clocks leave out, at which somebody in Beijing may well set an exam.
const ZONES = [
  ['Asia/Shanghai', ''],
  ['Europe/Berlin', '2026-03-29 02:30'],
  ['America/New_York', '2026-03-08 02:30'],
  ['Africa/Cairo', '2026-04-24 00:30'],
  ['Pacific/Kiritimati', ''],
] as const

afterEach(() => void vi.unstubAllEnvs())

it.each(ZONES)('shows and takes moments on Beijing time, read in %s', async (zone) => {
  vi.stubEnv('TZ', zone)
  const change = vi.fn()
  await show(<TimeField value="2026-11-22T06:05:00.000Z" onChange={change} />)
  const field = screen.getByRole('textbox')
  expect(field).toHaveProperty('value', '2026-11-22 14:05')
  const user = userEvent.setup()
  await user.clear(field)
  await user.type(field, '2027-03-20 09:00{Enter}')
  expect(change).toHaveBeenLastCalledWith('2027-03-20T09:00:00+08:00')
})

it.each(ZONES.filter(([, gap]) => gap))('keeps a time that no clock shows in %s', async (zone, gap) => {
  vi.stubEnv('TZ', zone)
  const [day, time] = gap.split(' ')
  // The zone counts here: it has no such hour.
  expect(new Date(`${day}T${time}`).getHours()).not.toBe(Number(gap.slice(11, 13)))
  const change = vi.fn()
  const moment = `${day}T${time}:00+08:00`
  const { unmount } = await show(<TimeField value={moment} onChange={change} />)
  expect(screen.getByRole('textbox')).toHaveProperty('value', gap)
  unmount()
  await show(<TimeField onChange={change} />)
  const user = userEvent.setup()
  await user.type(screen.getByRole('textbox'), `${gap}{Enter}`)
  expect(change).toHaveBeenLastCalledWith(moment)
})

it('offers the day that it is in Beijing, and takes what is picked there as it stands', async () => {
  vi.stubEnv('TZ', 'America/New_York')
  const change = vi.fn()
  vi.spyOn(serverClock, 'now').mockReturnValue(Date.parse('2026-11-22T17:00:00Z'))
  await show(<TimeField onChange={change} />)
  const user = userEvent.setup()
  await user.click(screen.getByRole('textbox'))
  const today = await screen.findByTitle('2026-11-23')
  expect(today.className).toContain('ant-picker-cell-today')
  await user.click(today)
  const hours = document.querySelector<HTMLElement>('.ant-picker-time-panel-column')!
  await user.click(within(hours).getByText('09'))
  const minutes = document.querySelectorAll<HTMLElement>('.ant-picker-time-panel-column')[1]!
  await user.click(within(minutes).getByText('30'))
  await user.tab()
  await waitFor(() => expect(screen.getByRole('textbox')).not.toBe(document.activeElement))
  expect(change).toHaveBeenLastCalledWith('2026-11-23T09:30:00+08:00')
})
