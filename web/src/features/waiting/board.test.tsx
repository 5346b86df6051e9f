import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { show, violations } from '@/test/render'
import { row } from '@/test/staff_rows'
import { BoardTable } from './BoardTable'
import { rightsOf } from './board_rows'
import { RowActs } from './RowActs'

// jsdom lays nothing out: no media query matches (a wide screen), no size changes.
beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => undefined
      unobserve = () => undefined
      disconnect = () => undefined
    },
  )
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }))
})

const rows = [
  row({ order: 1, name: '陈思远', state: 'waiting', chip: 'waiting' }),
  row({ order: 2, name: '王若溪', state: 'preparing', chip: 'preparing' }),
  row({ order: 3, name: '马浩然', state: 'deferred', chip: 'deferred' }),
]

function table(onAct = vi.fn(), roles = ['waiting_room_officer']) {
  return (
    <BoardTable
      rows={rows}
      mine={null}
      devices={() => null}
      acts={(one) => <RowActs row={one} rights={rightsOf(roles)} busy={false} onAct={onAct} />}
      empty="-"
    />
  )
}
const rowOf = (name: string) => screen.getByRole('row', { name: new RegExp(name) })

it('has a row per candidate with what can be done now', async () => {
  const onAct = vi.fn()
  await show(table(onAct))
  await userEvent.click(within(rowOf('陈思远')).getByRole('button', { name: '通话' }))
  expect(onAct).toHaveBeenCalledWith('talk', rows[0])
  await userEvent.click(within(rowOf('陈思远')).getByRole('button', { name: '查看' }))
  expect(onAct).toHaveBeenLastCalledWith('view', rows[0])
  await userEvent.click(within(rowOf('马浩然')).getByRole('button', { name: '… 更多操作' }))
  const names = (await screen.findAllByRole('menuitem')).map((item) => item.textContent)
  expect(names).toEqual(['发消息', '恢复候考', '重发登录码'])
})

it('shows an inspector no act', async () => {
  await show(table(vi.fn(), ['inspector']))
  expect(screen.queryAllByRole('button')).toEqual([])
})

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong (%s)', async (language) => {
  const { container } = await show(table(), language)
  expect(await violations(container)).toEqual([])
})
