import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/errors'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import type { BulkAct } from './bulk'
import { ListPage } from './ListPage'
import { useList } from './useList'

interface Row {
  id: string
  name: string
  state: string
}

const ROWS: Row[] = [
  { id: '1', name: '甲', state: 'draft' },
  { id: '2', name: '乙', state: 'open' },
]
const opened = vi.fn()
const remind: BulkAct = {
  key: 'remind',
  label: '提醒',
  icon: 'bell',
  preview: vi.fn(async () => ({ will: 1, skipped: [{ reason: '无手机号', count: 1 }] })),
  actLabel: ({ will }) => `提醒 ${will} 人`,
  run: vi.fn(async () => true),
}

type Answer = { items: Row[]; total: number } | undefined

function page(answer: Answer, error: unknown = null, address = '/') {
  function Page() {
    const list = useList(['state'])
    return (
      <ListPage<Row>
        id="test"
        title="考试"
        searchHint="名称"
        list={list}
        rows={{ data: answer, error, dataUpdatedAt: Date.now(), refetch: () => null }}
        columns={[
          { key: 'name', title: '名称', render: (row) => row.name, sort: 'name', fixed: true, file: [] },
          { key: 'state', title: '状态', render: (row) => row.state, file: [] },
        ]}
        filters={[{ key: 'state', label: '状态', options: [{ value: 'draft', label: '草稿' }] }]}
        bulk={[remind]}
        exportPath="/export"
        actions={<button>新建考试</button>}
        onOpen={(row) => {
          opened(row)
          list.set({ open: row.id })
        }}
        empty={<p>还没有考试</p>}
      >
        <p>抽屉</p>
      </ListPage>
    )
  }
  return routed(Page, address)
}

afterEach(() => void vi.useRealTimers())
beforeEach(() => {
  localStorage.clear()
  opened.mockClear()
})

it('keeps search, order and filters in the address', async () => {
  const { router, page: shown } = page({ items: ROWS, total: 2 }, null, '/?page=1&state=draft')
  const { container } = await show(shown)
  const user = userEvent.setup()
  const field = await screen.findByRole('searchbox', { name: '查找' })
  // The key leads there, and is not written.
  await user.keyboard('/00123')
  expect(document.activeElement).toBe(field)
  expect(field).toHaveProperty('value', '00123')
  await waitFor(() => expect(router.state.location.search).toEqual({ q: '00123', state: 'draft' }))
  await user.click(screen.getByRole('columnheader', { name: '名称' }))
  await waitFor(() => expect(router.state.location.search).toMatchObject({ sort: 'name' }))
  expect(await violations(container)).toEqual([])
  await user.click(screen.getByRole('button', { name: '清除 2 个条件' }))
  await waitFor(() => expect(router.state.location.search).toEqual({ sort: 'name' }))
  expect(field).toHaveProperty('value', '')
})

it('keeps a row open that was opened before the words were asked for', async () => {
  const { router, page: shown } = page({ items: ROWS, total: 2 })
  await show(shown)
  const field = await screen.findByRole('searchbox', { name: '查找' })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) })
  await user.type(field, '甲')
  await waitFor(() => expect(router.state.location.search).toEqual({ q: '甲' }))
  await user.type(field, '乙')
  await user.click(screen.getByRole('cell', { name: '乙' }))
  await waitFor(() => expect(router.state.location.search).toEqual({ q: '甲', open: '2' }))
  // Longer than the pause after which words are asked for.
  await act(() => vi.advanceTimersByTimeAsync(400))
  expect(router.state.location.search).toEqual({ q: '甲乙', open: '2' })
})

it('is walked through, opened and ticked by the keyboard', async () => {
  await show(page({ items: ROWS, total: 2 }).page)
  const user = userEvent.setup()
  const [first, second] = await screen.findAllByRole('row', { name: /甲|乙/ })
  first!.focus()
  await user.keyboard('{ArrowDown}')
  expect(document.activeElement).toBe(second)
  await user.keyboard('{Enter}')
  expect(opened).toHaveBeenCalledWith(ROWS[1])
  await user.keyboard(' ')
  expect(await screen.findByText('已选 1 条')).toBeTruthy()
})

it('stays within reach of the keyboard when the open row is on no page', async () => {
  await show(page({ items: ROWS, total: 2 }, null, '/?open=gone').page)
  const shown = await screen.findAllByRole('row', { name: /甲|乙/ })
  expect(shown.map((row) => row.tabIndex)).toEqual([0, -1])
})

it('puts the last page in the place of one that is gone, so that Back leads away', async () => {
  const { router, page: shown } = page({ items: ROWS, total: 30 }, null, '/?page=9')
  await show(shown)
  await waitFor(() => expect(router.state.location.search).toEqual({ page: '2' }))
  expect(router.history.length).toBe(1)
})

it('shows what a bulk act would do before it does it, for all pages when asked', async () => {
  await show(page({ items: ROWS, total: 40 }, null, '/?state=draft').page)
  const user = userEvent.setup()
  await user.click((await screen.findAllByRole('checkbox'))[0]!)
  await user.click(screen.getByRole('button', { name: '选择条件下全部 40 条' }))
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  await user.click(screen.getByRole('button', { name: '提醒' }))
  expect(remind.preview).toHaveBeenLastCalledWith({ asked: { state: ['draft'] } })
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByText('跳过 1 条：无手机号')).toBeTruthy()
  expect(remind.run).not.toHaveBeenCalled()
  await user.click(within(dialog).getByRole('button', { name: '提醒 1 人' }))
  await waitFor(() => expect(remind.run).toHaveBeenCalledWith({ asked: { state: ['draft'] } }, ''))
  await waitFor(() => expect(screen.queryByText(/已选/)).toBeNull())
})

it('tells an empty list from one that the conditions emptied', async () => {
  const none = { items: [], total: 0 }
  const { unmount } = await show(page(none).page)
  expect(await screen.findByText('还没有考试')).toBeTruthy()
  unmount()
  await show(page(none, null, '/?q=x').page)
  expect(await screen.findByRole('heading', { name: '没有符合条件的内容' })).toBeTruthy()
})

it('keeps old rows in sight when they cannot be read again, and says so', async () => {
  const { unmount } = await show(page({ items: ROWS, total: 2 }, new Error('gone')).page)
  expect(await screen.findByText(/没有连上服务器。下面是/)).toBeTruthy()
  expect(screen.getByText('甲')).toBeTruthy()
  unmount()
  await show(page(undefined, new Error('gone')).page)
  expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy()
})

it('shows whoever may not see it the reason alone: no rows of before, and nothing to press', async () => {
  const { unmount } = await show(page({ items: ROWS, total: 2 }).page)
  expect(await screen.findByRole('button', { name: '新建考试' })).toBeTruthy()
  unmount()
  const { container } = await show(page({ items: ROWS, total: 2 }, new ApiError('forbidden', 403)).page)
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(screen.getByRole('heading', { name: '考试', level: 1 })).toBeTruthy()
  expect([...container.querySelectorAll('button, input, table, a')]).toEqual([])
  expect(screen.queryByText('抽屉')).toBeNull()
})

it('remembers which columns are shown', async () => {
  const { unmount } = await show(page({ items: ROWS, total: 2 }).page)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '列 2' }))
  await user.click(await screen.findByRole('checkbox', { name: '状态' }))
  await waitFor(() => expect(screen.queryByRole('columnheader', { name: '状态' })).toBeNull())
  unmount()
  await show(page({ items: ROWS, total: 2 }).page)
  expect(await screen.findByRole('button', { name: '列 1' })).toBeTruthy()
})
