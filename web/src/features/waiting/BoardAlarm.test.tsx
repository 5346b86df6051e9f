import { expect, it } from 'vitest'
import { show } from '@/test/render'
import { row } from '@/test/staff_rows'
import { alarmsOf, needsHelp, rightsOf } from './board_rows'
import { BoardAlarm } from './BoardAlarm'

const asked = '2026-11-22T06:00:00Z'
const rows = [
  row({ order: 1, name: '陈思远', chip: 'interrupted', help_asked_at: asked, open_tickets: 2 }),
  row({ order: 2, name: '王若溪', open_tickets: 1 }),
  row({ order: 3, name: '马浩然', help_asked_at: asked, chip: 'help' }),
  row({ order: 4, name: '何佳宁' }),
]

it.each([
  ['zh-CN', 3, '另有 2 名考生需要处理'],
  ['en', 3, '2 more need help'],
  ['en', 2, '1 more needs help'],
] as const)('counts people as the filter does, not their alarms (%s)', async (language, of, words) => {
  const shown = rows.slice(0, of)
  const inNeed = shown.filter(needsHelp).length
  const { container } = await show(
    <BoardAlarm
      alarms={alarmsOf(shown)}
      inNeed={inNeed}
      rights={rightsOf(['waiting_room_officer'])}
      onAct={() => undefined}
    />,
    language,
  )
  expect(inNeed).toBe(of)
  expect(container.textContent).toContain(words)
})

it('speaks of no others when there is one', async () => {
  const { container } = await show(
    <BoardAlarm
      alarms={alarmsOf(rows.slice(0, 1))}
      inNeed={1}
      rights={rightsOf([])}
      onAct={() => undefined}
    />,
  )
  expect(container.textContent).not.toContain('另有')
})

it.each([
  [['secretary'], 1],
  [['inspector'], 0],
  [[], 0],
])('offers an answer to who may write one (%s)', async (roles, count) => {
  const { queryAllByRole } = await show(
    <BoardAlarm
      alarms={alarmsOf(rows.slice(1, 2))}
      inNeed={1}
      rights={rightsOf(roles)}
      onAct={() => undefined}
    />,
  )
  expect(queryAllByRole('button')).toHaveLength(count)
})
