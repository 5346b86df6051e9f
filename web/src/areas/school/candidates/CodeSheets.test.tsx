import { act, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { serverClock } from '@/api/clock'
import { show } from '@/test/render'
import { CodeSheets } from './CodeSheets'

afterEach(() => void vi.useRealTimers())

const HOUR_MS = 3_600_000

/** Still being made, so long after it was asked for. */
function running(hours: number) {
  const created_at = new Date(serverClock.now() - hours * HOUR_MS).toISOString()
  const more = { files_until: null, problem: '', progress: null }
  return { id: `sheet-${hours}`, state: 'running', total: 3, created_at, ...more }
}

async function asked(hours: number): Promise<number> {
  vi.useFakeTimers()
  const answers = vi.fn(async () => Response.json([running(hours)]))
  vi.stubGlobal('fetch', answers)
  await show(<CodeSheets />)
  await act(() => vi.advanceTimersByTimeAsync(3_500))
  return answers.mock.calls.length
}

it('asks how far a sheet is while it is made', async () => {
  expect(await asked(0)).toBe(4)
  expect(screen.getByText(/3/)).toBeTruthy()
})

it('neither shows nor asks on about one that no worker ever ended', async () => {
  expect(await asked(25)).toBe(1)
  expect(screen.queryByText(/3/)).toBeNull()
})
