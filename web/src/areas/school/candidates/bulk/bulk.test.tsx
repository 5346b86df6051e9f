import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { BulkBar } from '@/staff_ui/list/BulkBar'
import { routed } from '@/test/at'
import { show, violations } from '@/test/render'
import { Toasts } from '@/ui/Toasts'
import { usePlaceMany } from './PlaceMany'
import { useRemoveMany } from './RemoveMany'
import { useWriteMany } from './WriteMany'

const skipped = [{ reason: 'placed', count: 7, names: ['甲', '乙'] }]
const room = { id: 'second', name: '第二考场', name_en: 'Room 2', free: 3 }
let answers: Record<string, () => Response>
let removal: object
let sent: { path: string; body: unknown }[]
const letGo = vi.fn()

beforeEach(() => {
  // jsdom has no dialogs.
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  letGo.mockClear()
  sent = []
  removal = {
    will: 0,
    seal: 'none',
    skipped: [],
    names: [],
    texts: 0,
    needs_reason: false,
    published: [],
    logged_in: 0,
  }
  const placing = {
    will: 2,
    seal: 'one',
    skipped,
    needs_reason: true,
    coming_over: 1,
    rooms: [room],
    example: null,
  }
  answers = {
    '/candidates/bulk/placing/preview': () => Response.json(placing),
    '/candidates/bulk/placing': () => Response.json({ done: 2 }),
    '/candidates/bulk/removal/preview': () => Response.json(removal),
    '/mailings/preview': () =>
      Response.json({ will: 2, seal: 'two', skipped: [], sms: 1, sms_left: null, sms_closed: '' }),
    '/mailings': () => Response.json({ total: 2 }, { status: 201 }),
  }
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1/school', '')
    sent.push({ path, body: await request.json() })
    return answers[path]!()
  })
})

function Bar() {
  const acts = [usePlaceMany(), useRemoveMany(), useWriteMany()]
  const ids = ['a', 'b']
  return (
    <>
      <BulkBar
        selected={ids}
        onPage={ids}
        total={2}
        all={false}
        asked={{}}
        acts={acts}
        onAll={() => undefined}
        onSelect={letGo}
      />
      <Toasts />
    </>
  )
}

async function press(act: string) {
  const user = userEvent.setup()
  const { container } = await show(routed(Bar).page)
  await user.click(await screen.findByRole('button', { name: act }))
  const dialog = within(await screen.findByRole('dialog'))
  return { user, dialog, container }
}

it('says who is placed and who is not, asks for the reason, and does what it showed', async () => {
  const { user, dialog, container } = await press('安排考场')
  expect(await dialog.findByText('跳过 7 条：已有考场和时段')).toBeTruthy()
  expect(dialog.getByText('甲、乙 …')).toBeTruthy()
  expect(dialog.getByText('其中 1 人从别的考场移来。')).toBeTruthy()
  expect(await violations(container)).toEqual([])
  await user.click(dialog.getByRole('combobox', { name: '安排到' }))
  await user.click(dialog.getByRole('option', { name: '第二考场（空 3 个时段）' }))
  await waitFor(() => expect(sent.at(-1)?.body).toEqual({ ids: ['a', 'b'], room_id: 'second' }))
  await user.click(dialog.getByRole('button', { name: '安排 2 人' }))
  expect(sent.some(({ path }) => path === '/candidates/bulk/placing')).toBe(false)
  await user.type(dialog.getByRole('textbox'), '补录')
  await user.click(dialog.getByRole('button', { name: '安排 2 人' }))
  await waitFor(() => expect(letGo).toHaveBeenCalledWith([]))
  const act = sent.find(({ path }) => path === '/candidates/bulk/placing')
  expect(act?.body).toEqual({ ids: ['a', 'b'], room_id: 'second', seal: 'one', reason: '补录' })
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('shows the new numbers when the selection changed meanwhile', async () => {
  const { user, dialog } = await press('发送通知')
  await user.click(await dialog.findByRole('button', { name: '发送给 2 人' }))
  expect(dialog.getAllByText('请填写')).toHaveLength(2)
  await user.type(dialog.getByLabelText('标题'), '请带证件')
  await user.type(dialog.getByLabelText('内容'), '入场核对')
  await user.click(dialog.getByRole('checkbox', { name: /同时发短信/ }))
  expect(dialog.getByText('约 1 条')).toBeTruthy()
  answers['/mailings'] = () =>
    Response.json({ code: 'selection_changed', params: { will: 3 } }, { status: 409 })
  answers['/mailings/preview'] = () =>
    Response.json({ will: 3, seal: 'three', skipped: [], sms: 2, sms_left: null, sms_closed: '' })
  await user.click(dialog.getByRole('button', { name: '发送给 2 人' }))
  expect(await screen.findByText(/现在可处理 3 人/)).toBeTruthy()
  expect(letGo).not.toHaveBeenCalled()
  // What was written is still there.
  expect(dialog.getByLabelText('标题')).toHaveProperty('value', '请带证件')
  answers['/mailings'] = () => Response.json({ total: 3 }, { status: 201 })
  await user.click(await dialog.findByRole('button', { name: '发送给 3 人' }))
  await waitFor(() => expect(letGo).toHaveBeenCalledWith([]))
  expect(sent.at(-1)?.body).toMatchObject({ seal: 'three', sms: true })
})

it('has no button when nobody can be removed', async () => {
  const { dialog } = await press('移出考试')
  expect(await dialog.findByText('将处理 0 条')).toBeTruthy()
  expect(dialog.queryByRole('button', { name: /^移出/ })).toBeNull()
})

it('names the first of those removed, and says how many text messages go out', async () => {
  removal = { ...removal, will: 7, names: ['甲', '乙', '丙', '丁', '戊'], texts: 6 }
  const { dialog } = await press('移出考试')
  expect(await dialog.findByText('移出：甲、乙、丙、丁、戊 …')).toBeTruthy()
  expect(dialog.getByText('会发出 6 条短信。')).toBeTruthy()
})
