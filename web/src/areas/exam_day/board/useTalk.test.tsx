import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import type { Board } from '@/api/staff_shapes'
import { show } from '@/test/render'
import { useTalk } from './useTalk'

/** What was last read still has the talk. */
const board = { my_talk: { id: 'talk-1', entry_id: 'entry-1', started_at: '' } } as Board

function Page() {
  const { talk, finish } = useTalk(board)
  return <button onClick={() => void finish(true)}>{talk ? 'in a talk' : 'free'}</button>
}

it('shows a talk as over once its end was answered, before the board is read again', async () => {
  vi.stubGlobal('fetch', async () => new Response('{}'))
  await show(<Page />)
  await userEvent.click(screen.getByText('in a talk'))
  expect(await screen.findByText('free')).toBeTruthy()
})
