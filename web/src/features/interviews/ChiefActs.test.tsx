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

it('asks why before a candidate is invited to whom somebody of the room is close', async () => {
  const { room, rows } = panel()
  const next = { ...rows[0]!, name: '陈思远', state: 'cleared' as const, close_to: ['周敏', '李强'] }
  await show(<BetweenActs room={room} next={next} left={1} onDefer={async () => true} />)
  await press('邀请 陈思远 进入考场')
  const dialog = screen.getByRole('dialog')
  expect(within(dialog).getByText(/周敏、李强 与考生 陈思远 有回避关系/)).toBeTruthy()
  expect(within(dialog).queryByText(/尚未核验/)).toBeNull()
  const act = within(dialog).getByRole('button', { name: '邀请' })
  await userEvent.click(act)
  expect(asked).toEqual([])
  await userEvent.type(within(dialog).getByRole('textbox'), '只有这几位考官')
  await userEvent.click(act)
  expect(asked).toEqual([expect.stringMatching(/^POST .*invitations$/)])
})

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
