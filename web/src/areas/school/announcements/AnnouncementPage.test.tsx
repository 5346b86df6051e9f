import { focusManager } from '@tanstack/react-query'
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Announcement } from '@/api/school_shapes'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import AnnouncementPage from './AnnouncementPage'

const params = vi.hoisted(() => ({ announcement: 'new' }))
vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<object>()),
  useParams: () => params,
}))
// The editor needs a layout that jsdom has not.
vi.mock('./Editor', () => ({ Editor: () => null }))
vi.mock('./Target', () => ({
  Target: ({ onChange }: { onChange: (level: string, target: null) => void }) => (
    <button onClick={() => onChange('school', null)}>全校</button>
  ),
}))

const KNOWN = {
  id: 'one',
  version: 1,
  level: 'school',
  target_name: '示范大学',
  target_name_en: '',
  state: 'draft',
  title: '须知',
  title_en: '',
  body: '<p>一</p>',
  body_en: '',
  pinned: false,
  must_read: false,
  publish_at: null,
  edition: 0,
  editions: [],
  attachments: [],
  last_sms: null,
  readers: { recipients: 0, read: 0, reached: 0, with_phone: 0, unread_with_phone: 0 },
} as unknown as Announcement

let one: Announcement
let keys: (string | null)[]
let bodies: Record<string, unknown>[]
let answer: () => Promise<Response>
let reading: () => Promise<void>
beforeEach(() => {
  one = KNOWN
  keys = []
  bodies = []
  reading = async () => undefined
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') {
      await reading()
      return Response.json(one)
    }
    keys.push(request.headers.get('Idempotency-Key'))
    bodies.push(
      await request
        .clone()
        .json()
        .catch(() => ({})),
    )
    return answer()
  })
})

it('makes one announcement when the answer to the first press was lost', async () => {
  params.announcement = 'new'
  answer = () => Promise.reject(new TypeError('lost'))
  await show(routed(AnnouncementPage).page)
  const user = userEvent.setup()
  await user.click(await screen.findByText('全校'))
  await user.type(screen.getByRole('textbox', { name: '标题' }), '须知')
  await user.click(screen.getByRole('button', { name: '存为草稿' }))
  expect(await screen.findByRole('alert')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '存为草稿' }))
  await waitFor(() => expect(keys).toHaveLength(2))
  expect(keys[1]).toBe(keys[0])
})

it('saves once for two quick presses on publish, and keeps what was typed beside what somebody else wrote', async () => {
  params.announcement = 'one'
  let refuse = () => {}
  answer = () =>
    new Promise((resolve) => {
      refuse = () =>
        resolve(
          Response.json(
            {
              code: 'changed_meanwhile',
              params: { by_name: '苏文婕', at: '2026-11-22T06:00:00Z', fields: [] },
            },
            { status: 409 },
          ),
        )
    })
  await show(routed(AnnouncementPage).page)
  const user = userEvent.setup()
  const title = await screen.findByRole('textbox', { name: '标题' })
  await user.type(title, '一')
  const publish = screen.getByRole('button', { name: '发布第 1 版' })
  await user.click(publish)
  await user.click(publish)
  expect(keys).toHaveLength(1)
  one = { ...KNOWN, version: 2, title: '须知（苏）', title_en: 'Notice', pinned: true }
  refuse()
  await user.click(await screen.findByRole('button', { name: '重新载入' }))
  expect(await screen.findByText(/同一处已由他人先保存/)).toBeTruthy()
  expect(screen.getByRole('heading', { name: '须知（苏）', level: 2 })).toBeTruthy()
  expect(title).toHaveProperty('value', '须知一')
  answer = async () => Response.json({ id: 'one', version: 3, state: 'draft' })
  await user.click(screen.getByRole('button', { name: '存为草稿' }))
  await waitFor(() => expect(bodies).toHaveLength(2))
  expect(bodies[1]).toMatchObject({ version: 2, title: '须知一', title_en: 'Notice', pinned: true })
  await waitFor(() => expect(screen.queryByText(/同一处已由他人先保存/)).toBeNull())
})

it('goes on with what somebody else wrote elsewhere, and says nothing of it', async () => {
  params.announcement = 'one'
  const meanwhile = {
    code: 'changed_meanwhile',
    params: { by_name: '苏文婕', at: '2026-11-22T06:00:00Z', fields: [] },
  }
  answer = async () => {
    one = { ...KNOWN, version: 2, title_en: 'Notice' }
    return Response.json(meanwhile, { status: 409 })
  }
  await show(routed(AnnouncementPage).page)
  const user = userEvent.setup()
  await user.type(await screen.findByRole('textbox', { name: '标题' }), '一')
  await user.click(screen.getByRole('button', { name: '存为草稿' }))
  await user.click(await screen.findByRole('button', { name: '重新载入' }))
  answer = async () => Response.json({ id: 'one', version: 3, state: 'draft' })
  await screen.findByDisplayValue('Notice')
  await user.click(screen.getByRole('button', { name: '存为草稿' }))
  await waitFor(() => expect(bodies).toHaveLength(2))
  expect(bodies[1]).toMatchObject({ version: 2, title: '须知一', title_en: 'Notice' })
  expect(screen.queryByText(/同一处已由他人先保存/)).toBeNull()
})

it('lets a saved draft be for somebody else, and what was published stay', async () => {
  params.announcement = 'one'
  one = { ...KNOWN, level: 'exam', session_id: 'exam' }
  answer = async () => Response.json({ id: 'one', version: 2, state: 'draft' })
  const { unmount } = await show(routed(AnnouncementPage).page)
  const user = userEvent.setup()
  await user.click(await screen.findByText('全校'))
  await user.click(screen.getByRole('button', { name: '存为草稿' }))
  await waitFor(() => expect(bodies).toHaveLength(1))
  expect(bodies[0]).toMatchObject({ version: 1, level: 'school', target_id: null })
  unmount()
  const edition = { edition: 1, title: '须知', published_at: '2026-11-22T06:00:00Z', by_name: '苏文婕' }
  one = { ...KNOWN, state: 'published', edition: 1, editions: [edition] }
  await show(routed(AnnouncementPage).page)
  await user.type(await screen.findByRole('textbox', { name: '标题' }), '一')
  expect(screen.queryByText('全校')).toBeNull()
  await user.click(screen.getByRole('button', { name: '存为草稿' }))
  await waitFor(() => expect(bodies).toHaveLength(2))
  expect(bodies[1]).not.toHaveProperty('level')
})

/** As when the page is looked at again. */
function readAgain() {
  focusManager.setFocused(false)
  focusManager.setFocused(true)
}

it('publishes the version that was on the page when it was asked, not what arrived since', async () => {
  params.announcement = 'one'
  answer = async () => Response.json({ id: 'one', version: 9, state: 'published' })
  await show(routed(AnnouncementPage).page)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '发布第 1 版' }))
  const dialog = await screen.findByRole('dialog')
  one = { ...KNOWN, version: 2, title: '须知（苏）' }
  readAgain()
  await screen.findByDisplayValue('须知（苏）')
  await user.click(within(dialog).getByRole('button', { name: '发布第 1 版' }))
  await waitFor(() => expect(bodies).toHaveLength(1))
  expect(bodies[0]).toMatchObject({ version: 1 })
})

it('takes back the version that was on the page when it was asked', async () => {
  params.announcement = 'one'
  one = { ...KNOWN, state: 'published', edition: 1 }
  answer = async () => Response.json({ id: 'one', version: 9, state: 'withdrawn' })
  await show(routed(AnnouncementPage).page)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '撤回' }))
  const dialog = await screen.findByRole('dialog')
  one = { ...one, version: 2, title: '须知（苏）' }
  readAgain()
  await screen.findByDisplayValue('须知（苏）')
  await user.type(within(dialog).getByRole('textbox'), '时间有误')
  await user.click(within(dialog).getByRole('button', { name: '撤回公告' }))
  await waitFor(() => expect(bodies).toHaveLength(1))
  expect(bodies[0]).toMatchObject({ version: 1 })
})

it('stands on the version that its own removal of a file made, with words still to be saved', async () => {
  params.announcement = 'one'
  const file = { id: 'f', name: 'a.pdf', size: 1000, content_type: 'application/pdf' }
  one = { ...KNOWN, attachments: [file] } as unknown as Announcement
  answer = async () => {
    one = { ...KNOWN, version: 2 }
    return new Response(null, { status: 204 })
  }
  await show(routed(AnnouncementPage).page)
  const user = userEvent.setup()
  await user.type(await screen.findByRole('textbox', { name: '标题' }), '一')
  await user.click(screen.getByRole('button', { name: /a\.pdf/ }))
  await waitFor(() => expect(screen.queryByText('a.pdf')).toBeNull())
  answer = async () => Response.json({ id: 'one', version: 3, state: 'draft' })
  await user.click(screen.getByRole('button', { name: '存为草稿' }))
  await waitFor(() => expect(bodies).toHaveLength(2))
  expect(bodies[1]).toMatchObject({ version: 2, title: '须知一' })
})

it('stands on what a file made that arrived while words were typed and saved', async () => {
  params.announcement = 'one'
  one = KNOWN
  await show(routed(AnnouncementPage).page)
  const user = userEvent.setup()
  const title = await screen.findByRole('textbox', { name: '标题' })
  // Its upload began before; meanwhile the words are saved, and more are typed.
  answer = async () => {
    one = { ...KNOWN, version: 2, title: '须知一' }
    return Response.json({ id: 'one', version: 2, state: 'draft' })
  }
  await user.type(title, '一')
  await user.click(screen.getByRole('button', { name: '存为草稿' }))
  await waitFor(() => expect(bodies).toHaveLength(1))
  await user.type(title, '二')
  const file = { id: 'f', name: 'a.pdf', size: 1000, content_type: 'application/pdf' }
  one = { ...one, version: 3, attachments: [file] } as unknown as Announcement
  readAgain()
  await screen.findByText('a.pdf')
  answer = async () => Response.json({ id: 'one', version: 4, state: 'draft' })
  await user.click(screen.getByRole('button', { name: '存为草稿' }))
  await waitFor(() => expect(bodies).toHaveLength(2))
  expect(bodies[1]).toMatchObject({ version: 3, title: '须知一二' })
})

it('stands on what its own save made, whatever was typed before that was read', async () => {
  params.announcement = 'one'
  let go = () => {}
  answer = () =>
    new Promise((resolve) => {
      go = () => {
        one = { ...KNOWN, version: 2, title: '须知一' }
        resolve(Response.json({ id: 'one', version: 2, state: 'draft' }))
      }
    })
  await show(routed(AnnouncementPage).page)
  const user = userEvent.setup()
  const title = await screen.findByRole('textbox', { name: '标题' })
  await user.type(title, '一')
  await user.click(screen.getByRole('button', { name: '存为草稿' }))
  await waitFor(() => expect(bodies).toHaveLength(1))
  await user.type(title, '二')
  let read = () => {}
  const asked = vi.fn(() => new Promise<void>((resolve) => (read = resolve)))
  reading = asked
  go()
  // Saved, and on the page still what stood there before.
  await waitFor(() => expect(asked).toHaveBeenCalled())
  read()
  await screen.findByRole('heading', { name: '须知一' })
  const save = screen.getByRole('button', { name: '存为草稿' })
  await waitFor(() => expect(save.getAttribute('aria-busy')).not.toBe('true'))
  answer = async () => Response.json({ id: 'one', version: 3, state: 'draft' })
  await user.click(save)
  await waitFor(() => expect(bodies).toHaveLength(2))
  expect(bodies[1]).toMatchObject({ version: 2, title: '须知一二' })
})
