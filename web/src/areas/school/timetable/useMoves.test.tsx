import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { show } from '@/test/render'
import { slot, timetable } from '@/test/timetable_rows'
import { Toasts } from '@/ui/Toasts'
import type { Timetable } from '@/api/school_shapes'
import { useMoves } from './useMoves'

const DRAFT = timetable()
const WERE = [{ entry_id: 'a', room_id: 'r1', slot_starts_at: null, order_number: 3 }]
const MADE = [
  {
    entry_id: 'A',
    was: { room_id: null, slot_starts_at: null },
    to: { room_id: '一', slot_starts_at: slot(0) },
  },
  {
    entry_id: 'B',
    was: { room_id: '一', slot_starts_at: null },
    to: { room_id: '一', slot_starts_at: slot(1) },
  },
]
const to = (n: number) => ({ room_id: '一', slot_starts_at: slot(n) })

function Page({ table = DRAFT }: { table?: Timetable }) {
  const moves = useMoves(table)
  return (
    <>
      <button onClick={() => moves.move([{ entry_id: 'A', was: to(0), to: to(1) }], 'A')}>move</button>
      <button onClick={() => void moves.fill('')}>fill</button>
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

/** What was sent, address and body; each answered in its turn. */
function answered(...answers: Response[]) {
  const sent: [string, unknown][] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push([new URL(request.url).pathname.replace(/.*timetable/, ''), await request.json()])
    return answers.shift()
  })
  return sent
}
const filled = () => Response.json({ placed: 2, left: [], made: MADE, were: WERE })

it('takes everybody back whom filling has placed, by one press, then the step before it', async () => {
  const sent = answered(Response.json({}), filled(), Response.json({ moved: 2 }), Response.json({}))
  await show(<Page />)
  const user = userEvent.setup()
  const undo = screen.getByText('undo')
  await user.click(screen.getByText('move'))
  await waitFor(() => expect(undo).toHaveProperty('disabled', false))
  await user.click(screen.getByText('fill'))
  await screen.findByText('已安排 2 人')
  await user.click(undo)
  expect(await screen.findByText('已撤销自动安排，2 人回到原处')).toBeTruthy()
  expect(sent.at(-1)).toEqual(['/filling/undo', { made: MADE, were: WERE }])
  await user.click(undo)
  await waitFor(() => expect(undo).toHaveProperty('disabled', true))
  expect(sent.at(-1)?.[0]).toBe('/moves')
})

it('says of whoever is left over why, and of a relation with whom', async () => {
  const left = [
    { entry_id: 'a', name: '陈思远', reason: 'relation', staff: ['周敏', '李强'] },
    { entry_id: 'b', name: '王若溪', reason: 'no_free_slot', staff: [] },
  ]
  answered(Response.json({ placed: 2, left, made: MADE, were: WERE }))
  await show(<Page />)
  await userEvent.setup().click(screen.getByText('fill'))
  const said = '陈思远（与考场人员 周敏、李强 有回避关系）、王若溪（没有空时段）'
  expect(await screen.findByText(`已安排 2 人，2 人未安排：${said}`)).toBeTruthy()
})

it('counts who went back, not whom filling had placed: some may have left the roster since', async () => {
  answered(filled(), Response.json({ moved: 1 }))
  await show(<Page />)
  const user = userEvent.setup()
  await user.click(screen.getByText('fill'))
  await waitFor(() => expect(screen.getByText('undo')).toHaveProperty('disabled', false))
  await user.click(screen.getByText('undo'))
  expect(await screen.findByText('已撤销自动安排，1 人回到原处')).toBeTruthy()
})

it('says who was moved since, and takes nobody back', async () => {
  const refusal = { code: 'filling_acted_upon', detail: '', params: { count: 1, names: '何嘉怡' } }
  answered(filled(), Response.json(refusal, { status: 409 }))
  await show(<Page />)
  const user = userEvent.setup()
  await user.click(screen.getByText('fill'))
  await waitFor(() => expect(screen.getByText('undo')).toHaveProperty('disabled', false))
  await user.click(screen.getByText('undo'))
  expect(await screen.findByText(/又移动过 1 人（何嘉怡），所以没有撤销/)).toBeTruthy()
  expect(screen.getByText('undo')).toHaveProperty('disabled', true)
})

it('offers no way back where people were told of their slots', async () => {
  answered(filled())
  await show(<Page table={timetable({ exam: { ...DRAFT.exam, state: 'published' } })} />)
  await userEvent.setup().click(screen.getByText('fill'))
  await screen.findByText('已安排 2 人')
  expect(screen.getByText('undo')).toHaveProperty('disabled', true)
})
