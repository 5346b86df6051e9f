import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { importOf } from '@/test/school_rows'
import { History } from './History'

it('keeps the wrong rows to be downloaded after the rest was written, and says who took what back', async () => {
  const until = { state: 'written', roll_back_until: '2099-01-01T00:00:00.000Z' }
  const imports = [
    importOf({ id: 'a', file_name: '甲.xlsx', done: 29, counts: { new: 29, error: 2 }, ...until }),
    importOf({ id: 'b', file_name: '乙.xlsx', done: 8, counts: { new: 8 }, ...until }),
    importOf({ id: 'c', state: 'rolled_back', counts: { error: 1 }, rolled_back_by_name: '苏文婕' }),
  ]
  const fetchBad = vi.fn()
  const { page } = routed(() => <History imports={imports} onBadRows={fetchBad} onEarlier={undefined} />)
  await show(page)
  expect(await screen.findByText('（由 苏文婕 撤销）')).toBeTruthy()
  const [button, ...more] = screen.getAllByRole('button', { name: /错误行/ })
  expect([button!.getAttribute('aria-label'), more]).toEqual(['下载 甲.xlsx 的 2 行错误行', []])
  await userEvent.click(button!)
  expect(fetchBad).toHaveBeenCalledWith(imports[0])
})
