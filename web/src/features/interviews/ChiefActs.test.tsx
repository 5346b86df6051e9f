import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { InterviewShape } from '@/api/staff_shapes'
import { show } from '@/test/render'
import { panel } from '@/test/staff_rows'
import { BetweenActs, LiveActs } from './ChiefActs'

const asked: string[] = []
beforeEach(() => {
  asked.length = 0
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`)
    return Response.json({})
  })
})
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

it('sends a candidate back by one press: who was sent back can be called again', async () => {
  const interview = { id: 'one', paused_since: null } as InterviewShape
  const ended = vi.fn()
  await show(<LiveActs interview={interview} name="陈思远" sharing={false} onEnded={ended} />)
  await press('送回候考区')
  expect(asked).toEqual([expect.stringMatching(/^POST .*one.*/)])
  // Over for this page at once: what it reads next may take a while.
  expect(ended).toHaveBeenCalledWith('one')
})

it.each([
  ['zh-CN', '结束考场', '结束 第二考场', '还有 2 位考生没有面试'],
  ['en', 'Close room', 'Close Room 2', '2 candidates have not been examined yet'],
] as const)(
  'says who would stay unexamined before the room closes (%s)',
  async (language, act, title, left) => {
    const { room } = panel()
    await show(<BetweenActs room={room} next={undefined} left={2} onDefer={async () => true} />, language)
    await press(act)
    const dialog = screen.getByRole('dialog', { name: title })
    expect(within(dialog).getByText(new RegExp(left))).toBeTruthy()
  },
)
