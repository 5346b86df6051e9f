import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/errors'
import type { Exam } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { examDetail } from '@/test/school_rows'
import { changesOf } from '@/staff_ui/form/changes'
import { RulesTab } from './RulesTab'

const editExam = vi.hoisted(() => vi.fn())
vi.mock('./acts', () => ({ editExam }))

beforeEach(() => {
  editExam.mockReset()
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
})

async function rules(exam: Exam) {
  let reread: (next: Exam) => void = () => {}
  function Page() {
    const [now, setNow] = useState(exam)
    reread = setNow
    return <RulesTab exam={now} />
  }
  const { container } = await show(routed(Page).page)
  await screen.findByRole('heading', { name: '流程' })
  return { container, reread: (next: Exam) => act(() => reread(next)) }
}

it('sends only what differs', () => {
  const exam = examDetail({ cameras_required: 2, share_allowed: true })
  expect(changesOf(exam, { cameras_required: 2, share_allowed: false })).toEqual({ share_allowed: false })
})

it('saves the changed rules of a draft at the version that was read', async () => {
  editExam.mockResolvedValue({})
  const { container } = await rules(examDetail({ state: 'draft', version: 7, interview_seconds: 900 }))
  const user = userEvent.setup()
  const minutes = screen.getByRole('spinbutton', { name: '每位时长' })
  await user.clear(minutes)
  await user.type(minutes, '12')
  expect(screen.getByText('改动未保存')).toBeTruthy()
  expect(await violations(container)).toEqual([])
  await user.click(screen.getByRole('button', { name: '保存 1 项改动' }))
  expect(editExam).toHaveBeenCalledWith('exam', { version: 7, reason: '', interview_seconds: 720 })
  await waitFor(() => expect(screen.queryByRole('button', { name: '保存 1 项改动' })).toBeNull())
})

it('asks why the rules of a published exam change', async () => {
  editExam.mockResolvedValue({})
  await rules(examDetail({ state: 'published' }))
  const user = userEvent.setup()
  await user.click(screen.getByRole('switch', { name: '共享屏幕' }))
  await user.click(screen.getByRole('button', { name: '保存 1 项改动' }))
  const question = await screen.findByRole('dialog')
  await user.click(within(question).getByRole('button', { name: '保存' }))
  expect(editExam).not.toHaveBeenCalled()
  await user.type(within(question).getByLabelText('理由'), '不再需要')
  await user.click(within(question).getByRole('button', { name: '保存' }))
  expect(editExam).toHaveBeenCalledWith('exam', { version: 1, reason: '不再需要', share_allowed: false })
})

it('goes on from what somebody else has saved, with the changes that the other did not make', async () => {
  editExam.mockRejectedValueOnce(
    new ApiError('changed_meanwhile', 409, {
      by_name: '苏文婕',
      at: '2026-11-22T06:00:00Z',
      fields: ['invitation_seconds', 'cameras_required'],
    }),
  )
  const { reread } = await rules(examDetail({ state: 'draft', version: 1 }))
  const user = userEvent.setup()
  const seconds = screen.getByRole('spinbutton', { name: '邀请有效时间' })
  await user.clear(seconds)
  await user.type(seconds, '45')
  await user.click(screen.getByRole('switch', { name: '共享屏幕' }))
  reread(examDetail({ state: 'draft', version: 2, invitation_seconds: 90 }))
  await user.click(screen.getByRole('button', { name: '保存 2 项改动' }))
  const mine = { reason: '', share_allowed: false, invitation_seconds: 45 }
  expect(editExam).toHaveBeenCalledWith('exam', { version: 1, ...mine })
  const said = await screen.findByRole('alert')
  expect(said.textContent).toContain('苏文婕 已于 2026-11-22 14:00 修改了这里')
  expect(said.textContent).toContain('改动的内容：邀请有效时间、摄像头')
  await user.click(screen.getByRole('button', { name: '重新载入' }))
  await waitFor(() => expect(seconds).toHaveProperty('value', '90'))
  expect(screen.getByRole('switch', { name: '共享屏幕' })).toHaveProperty('ariaChecked', 'false')
  editExam.mockResolvedValueOnce({})
  await user.click(screen.getByRole('button', { name: '保存 1 项改动' }))
  expect(editExam).toHaveBeenLastCalledWith('exam', { version: 2, reason: '', share_allowed: false })
})

it('keeps what was typed when the server did not answer, and offers nothing that would drop it', async () => {
  editExam.mockRejectedValueOnce(new ApiError('network', 0)).mockResolvedValueOnce({})
  await rules(examDetail({ state: 'draft' }))
  const user = userEvent.setup()
  await user.click(screen.getByRole('switch', { name: '共享屏幕' }))
  await user.click(screen.getByRole('button', { name: '保存 1 项改动' }))
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '重新载入' })).toBeNull()
  await user.click(screen.getByRole('button', { name: '保存 1 项改动' }))
  await waitFor(() => expect(editExam).toHaveBeenCalledTimes(2))
  expect(editExam.mock.lastCall).toEqual(['exam', { version: 1, reason: '', share_allowed: false }])
})

it('lets nobody change what is over', async () => {
  await rules(examDetail({ state: 'archived' }))
  expect(screen.getByRole('switch', { name: '共享屏幕' })).toHaveProperty('disabled', true)
})

it('takes a phone number that can be dialled, and says that the order is fixed', async () => {
  editExam.mockResolvedValue({})
  const { container } = await rules(examDetail({ state: 'draft' }))
  const user = userEvent.setup()
  expect(screen.getByText('按时间表，固定')).toBeTruthy()
  const phone = screen.getByRole('textbox', { name: '考务电话' })
  await user.type(phone, '问学院')
  expect(screen.getByText('请填电话号码，例如 010-62510001 转 802')).toBeTruthy()
  expect(screen.getByRole('button', { name: '保存 1 项改动' })).toHaveProperty('disabled', true)
  expect(await violations(container)).toEqual([])
  await user.clear(phone)
  await user.type(phone, '010-62510001 转 802')
  await user.click(screen.getByRole('button', { name: '保存 1 项改动' }))
  expect(editExam).toHaveBeenCalledWith('exam', {
    version: 1,
    reason: '',
    support_phone: '010-62510001 转 802',
  })
})
