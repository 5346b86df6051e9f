import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { show, violations } from '@/test/render'
import { row } from '@/test/staff_rows'
import { BoardTable } from './BoardTable'
import { rightsOf } from './board_rows'
import { RowActs } from './RowActs'

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

it('names at a candidate who of the staff stated a relation to them', async () => {
  const close = row({ order: 1, name: '陈思远', close_to: ['周敏', '梁国栋'] })
  const { container } = await show(
    <BoardTable rows={[close, rows[1]!]} mine={null} devices={() => null} acts={null} empty="-" />,
  )
  expect(within(rowOf('陈思远')).getByText('应回避：周敏、梁国栋')).toBeTruthy()
  expect(screen.getAllByText(/应回避/)).toHaveLength(1)
  expect(rowOf('陈思远').querySelector('.kc-board-note')?.getAttribute('title')).toMatch(
    /^应回避：周敏、梁国栋/,
  )
  expect(await violations(container)).toEqual([])
})

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

it('says in the row that somebody asks for help from the interview', async () => {
  const asks = row({
    order: 1,
    state: 'interviewing',
    chip: 'interviewing',
    help_asked_at: 'x',
    help_text: '',
  })
  await show(<BoardTable rows={[asks]} mine={null} devices={() => null} acts={() => null} empty="-" />)
  expect(within(rowOf('陈思远')).getByText('求助')).toBeTruthy()
})

it('draws only the rows that have changed', async () => {
  const changed = { ...rows[1]!, note: '桌面有一只水杯' }
  const acts = vi.fn(() => null)
  const devices = () => null
  function Board() {
    const [of, setOf] = useState(rows)
    return (
      <>
        <button onClick={() => setOf([{ ...rows[0]!, place: 2 }, changed, rows[2]!])}>next</button>
        <BoardTable rows={of} mine={null} devices={devices} acts={acts} empty="-" />
      </>
    )
  }
  await show(<Board />)
  acts.mockClear()
  await userEvent.click(screen.getByText('next'))
  expect(acts.mock.calls).toEqual([[changed]])
})

it('shows an inspector no act', async () => {
  await show(table(vi.fn(), ['inspector']))
  expect(screen.queryAllByRole('button')).toEqual([])
})

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong (%s)', async (language) => {
  const { container } = await show(table(), language)
  expect(await violations(container)).toEqual([])
})
