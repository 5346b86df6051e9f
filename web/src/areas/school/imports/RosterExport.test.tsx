import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { show } from '@/test/render'
import { examDetail } from '@/test/school_rows'
import { RosterExport } from './RosterExport'

it('says what is in the roster before it leaves', async () => {
  const fetchFile = vi.fn(async () => true)
  await show(<RosterExport exam={examDetail({ id: 'exam' })} busy={false} onFetch={fetchFile} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '导出名单' }))
  const dialog = screen.getByRole('dialog', { name: '导出名单' })
  expect(within(dialog).getByText(/完整手机号和证件号码/)).toBeTruthy()
  expect(fetchFile).not.toHaveBeenCalled()
  await user.click(within(dialog).getByRole('button', { name: '导出' }))
  expect(fetchFile).toHaveBeenCalledWith('/api/v1/school/exams/exam/roster/export')
})
