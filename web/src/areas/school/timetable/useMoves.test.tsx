import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { show } from '@/test/render'
import { slot, timetable } from '@/test/timetable_rows'
import { Toasts } from '@/ui/Toasts'
import { useMoves } from './useMoves'

const TABLE = timetable()
const to = (n: number) => ({ room_id: '一', slot_starts_at: slot(n) })

function Page() {
  const moves = useMoves(TABLE)
  return (
    <>
      <button onClick={() => moves.move([{ entry_id: 'A', was: to(0), to: to(1) }], 'A')}>move</button>
      <button disabled={!moves.canUndo} onClick={moves.undo}>
        undo
      </button>
      <Toasts />
    </>
  )
}

it('says that a second move was not taken while the first is being saved', async () => {
  let answer = () => {}
  const fetched = vi.fn(() => new Promise((resolve) => (answer = () => resolve(Response.json({})))))
  vi.stubGlobal('fetch', fetched)
  await show(<Page />)
  const user = userEvent.setup()
  await user.click(screen.getByText('move'))
  await user.click(screen.getByText('move'))
  expect(await screen.findByText(/这次移动没有记下/)).toBeTruthy()
  expect(fetched).toHaveBeenCalledTimes(1)
  answer()
  await waitFor(() => expect(screen.getByText('undo')).toHaveProperty('disabled', false))
})

it('can undo again what was not undone because the network was away', async () => {
  const answers = [
    () => Response.json({}),
    () => Promise.reject(new TypeError('failed to fetch')),
    () => Response.json({}),
  ]
  vi.stubGlobal('fetch', async () => answers.shift()!())
  await show(<Page />)
  const user = userEvent.setup()
  const undo = screen.getByText('undo')
  await user.click(screen.getByText('move'))
  await waitFor(() => expect(undo).toHaveProperty('disabled', false))
  await user.click(undo)
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(undo).toHaveProperty('disabled', false)
  await user.click(undo)
  await waitFor(() => expect(undo).toHaveProperty('disabled', true))
})
