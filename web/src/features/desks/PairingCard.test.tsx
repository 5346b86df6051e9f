import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { show, violations } from '@/test/render'
import { PairingCard } from './PairingCard'
import { onlyThisMachine, type MyPhone } from './pairing'

vi.mock('@/live/Live', () => ({ useLiveEvent: vi.fn() }))

const asked: string[] = []
beforeEach(() => {
  asked.length = 0
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`)
    const code = {
      url: `${location.origin}/p/#secret`,
      short_code: '794206',
      expires_at: new Date(Date.now() + 90_000).toISOString(),
    }
    return Response.json(request.url.endsWith('pairing-codes') ? code : {})
  })
})
afterEach(() => vi.unstubAllGlobals())

const phone = (change: Partial<MyPhone> = {}): MyPhone => ({
  state: 'none',
  label: 'Safari · iPhone',
  battery_percent: null,
  page_hidden: false,
  since: null,
  ...change,
})
const card = (change?: Partial<MyPhone>) => (
  <PairingCard rosterEntryId="r" phone={phone(change)} tile={<p>picture</p>} sending />
)

it('shows a code at once, and the way for one machine', async () => {
  const { container } = await show(card())
  expect((await screen.findByTestId('short-code')).textContent).toBe('794 206')
  const link = screen.getByRole('link', { name: '在本机新标签页打开' })
  expect(link.getAttribute('href')).toMatch(/\/p\/#secret$/)
  const control = screen.getByRole('button', { name: '连接第二机位' })
  await userEvent.click(control)
  expect(control.getAttribute('aria-expanded')).toBe('true')
  expect(await violations(container)).toEqual([])
})

it('asks before a typed code counts', async () => {
  await show(card({ state: 'pending' }))
  expect(screen.getByText('「Safari · iPhone」请求作为您的第二机位')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: '不是我的手机' }))
  await userEvent.click(screen.getByRole('button', { name: '是我的手机' }))
  expect(asked).toEqual([
    'DELETE /api/v1/candidate/entries/r/phone',
    'POST /api/v1/candidate/entries/r/phone/confirmation',
  ])
})

it('shows the picture, and what is wrong with the phone in words', async () => {
  await show(card({ state: 'lost', page_hidden: true }))
  expect(screen.getByText('picture')).toBeTruthy()
  expect(screen.getByText(/手机页面不在前台/)).toBeTruthy()
  expect(asked).toEqual([])
})

it('knows the addresses that a phone cannot reach', () => {
  expect(onlyThisMachine('http://localhost:8080/p/')).toBe(true)
  expect(onlyThisMachine('http://127.0.0.1/p/')).toBe(true)
  expect(onlyThisMachine('https://192.168.1.4/p/')).toBe(false)
  expect(onlyThisMachine('https://localhost.example.edu/p/')).toBe(false)
})
