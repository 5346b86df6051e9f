import { Form, Input } from 'antd'
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { request } from '@/api/client'
import { ApiError } from '@/api/errors'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { FormDrawer } from './FormDrawer'

interface Values {
  name: string
  code?: string
  reason?: string
}

const save = vi.fn<(values: Values) => Promise<unknown>>()
const close = vi.fn()
const reload = vi.fn<() => Promise<Partial<Values> | null>>()

beforeEach(() => {
  for (const spy of [save, close, reload]) spy.mockReset()
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
})

function drawer(keepsTyped = false) {
  return routed(() => (
    <FormDrawer<Values>
      title="改名"
      initial={{ name: '甲', code: '01' }}
      onSave={save}
      onClose={close}
      onReload={reload}
      keepsTyped={keepsTyped}
    >
      <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写名称' }]}>
        <Input />
      </Form.Item>
      <Form.Item name="code" label="代码">
        <Input />
      </Form.Item>
      <Form.Item name="reason" label="理由">
        <Input />
      </Form.Item>
    </FormDrawer>
  ))
}

const OVERTAKEN = new ApiError('changed_meanwhile', 409, {
  by_name: '苏文婕',
  at: '2026-11-22T06:00:00Z',
  fields: ['name'],
})

/** Types into each field and is refused, because somebody else has saved. */
async function refusedAfter(typed: Record<string, string>) {
  save.mockRejectedValueOnce(OVERTAKEN)
  const user = userEvent.setup()
  for (const [label, text] of Object.entries(typed))
    await user.type(await screen.findByLabelText(label), text)
  await user.click(screen.getByRole('button', { name: '保存' }))
  await screen.findByText(/苏文婕 已于 2026-11-22 14:00 修改了这里/)
  return user
}

const values = () =>
  Object.fromEntries(
    ['名称', '代码', '理由'].map((label) => [
      label,
      (screen.getByLabelText(label) as HTMLInputElement).value,
    ]),
  )

it('sums up what is wrong and goes to the first of it', async () => {
  await show(drawer().page)
  const user = userEvent.setup()
  const field = await screen.findByLabelText('名称')
  await user.clear(field)
  await user.click(screen.getByRole('button', { name: '保存' }))
  expect(await screen.findByText('1 处需要修改：名称')).toBeTruthy()
  expect(document.activeElement).toBe(field)
  expect(save).not.toHaveBeenCalled()
})

it('keeps what was typed when somebody else was faster, and offers to read it again', async () => {
  reload.mockResolvedValue({ name: '丙', code: '01' })
  await show(drawer().page)
  const user = await refusedAfter({ 名称: '乙', 代码: '2', 理由: '更名' })
  expect(values()).toEqual({ 名称: '甲乙', 代码: '012', 理由: '更名' })
  expect(close).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: '重新载入' }))
  expect(await screen.findByText(/名称已换成对方保存的值/)).toBeTruthy()
  expect(values()).toEqual({ 名称: '丙', 代码: '012', 理由: '更名' })
  expect(screen.queryByText(/苏文婕/)).toBeNull()
  save.mockResolvedValue(true)
  await user.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(save).toHaveBeenLastCalledWith({ name: '丙', code: '012', reason: '更名' })
})

it('says of nothing that it gave way where the other changed something else', async () => {
  reload.mockResolvedValue({ name: '甲', code: '03' })
  await show(drawer().page)
  const user = await refusedAfter({ 名称: '乙' })
  await user.click(screen.getByRole('button', { name: '重新载入' }))
  await waitFor(() => expect(values()).toEqual({ 名称: '甲乙', 代码: '03', 理由: '' }))
  expect(screen.queryByText(/对方保存的值/)).toBeNull()
})

it('has nothing left to lose once all that was typed gave way', async () => {
  reload.mockResolvedValue({ name: '丙', code: '01' })
  await show(drawer().page)
  const user = await refusedAfter({ 名称: '乙' })
  await user.click(screen.getByRole('button', { name: '重新载入' }))
  await screen.findByText(/名称已换成对方保存的值/)
  await user.click(screen.getByRole('button', { name: '取消' }))
  expect(close).toHaveBeenCalled()
})

it('keeps the words typed where the form is one of words, and takes the rest', async () => {
  reload.mockResolvedValue({ name: '丙', code: '03' })
  await show(drawer(true).page)
  const user = await refusedAfter({ 名称: '乙' })
  await user.click(screen.getByRole('button', { name: '重新载入' }))
  await waitFor(() => expect(values()).toEqual({ 名称: '甲乙', 代码: '03', 理由: '' }))
  expect(screen.queryByText(/对方保存的值/)).toBeNull()
})

it('stays as it is, with the way to try again, where nothing could be read', async () => {
  reload.mockResolvedValueOnce(null).mockRejectedValueOnce(new ApiError('network', 0))
  await show(drawer().page)
  const user = await refusedAfter({ 名称: '乙' })
  for (const times of [1, 2]) {
    await user.click(screen.getByRole('button', { name: '重新载入' }))
    await waitFor(() => expect(reload).toHaveBeenCalledTimes(times))
    expect(values()).toEqual({ 名称: '甲乙', 代码: '01', 理由: '' })
  }
})

it('asks before changes are lost, by closing or by another page', async () => {
  const { router, page } = drawer()
  await show(page)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('名称'), '乙')
  await user.click(screen.getByRole('button', { name: '取消' }))
  expect(await screen.findByText('有改动还没有保存')).toBeTruthy()
  expect(close).not.toHaveBeenCalled()
  await user.click(screen.getAllByRole('button', { name: '取消' }).at(-1)!)
  void router.navigate({ to: '/other' as never })
  await user.click(await screen.findByRole('button', { name: '仍要离开' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/other'))
})

it('closes without a question when nothing was changed, and after saving', async () => {
  save.mockResolvedValue(true)
  await show(drawer().page)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '取消' }))
  expect(close).toHaveBeenCalledTimes(1)
  await user.type(screen.getByLabelText('名称'), '乙{Enter}')
  await waitFor(() => expect(close).toHaveBeenCalledTimes(2))
  expect(save).toHaveBeenCalledWith({ name: '甲乙', code: '01', reason: undefined })
})

it('is the same command when it is saved again because the answer was lost', async () => {
  const keys: (string | null)[] = []
  const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation((request) => {
    keys.push((request as Request).headers.get('Idempotency-Key'))
    if (keys.length === 1) return Promise.reject(new TypeError('lost'))
    return Promise.resolve(new Response('{}', { headers: { 'Content-Type': 'application/json' } }))
  })
  save.mockImplementation((values) => request('POST', '/api/v1/school/colleges', values))
  await show(drawer().page)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('名称'), '乙{Enter}')
  expect(await screen.findByRole('alert')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(keys).toEqual([keys[0], keys[0]])
  expect(keys[0]).toBeTruthy()
  fetched.mockRestore()
})
