import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { keepFocus } from './focus'

beforeAll(() => keepFocus())
beforeEach(() => {
  document.body.innerHTML = '<main><h1>第一步</h1><button>下一步</button><button>上一步</button></main>'
})
const [next, back] = [0, 1].map((at) => () => document.querySelectorAll('button')[at]!)

it('goes on at the heading of what came instead, also when that comes late', async () => {
  next!().focus()
  document.querySelector('main')!.remove()
  await Promise.resolve()
  expect(document.activeElement).toBe(document.body)
  document.body.innerHTML = '<main><h1>第二步</h1></main>'
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('第二步'))
})

it('leaves the focus alone where it still is, or where nobody had it', async () => {
  next!().focus()
  back!().remove()
  await Promise.resolve()
  expect(document.activeElement).toBe(next!())
  next!().blur()
  document.querySelector('h1')!.textContent = '别的'
  document.body.append(document.createElement('p'))
  await Promise.resolve()
  expect(document.activeElement).toBe(document.body)
})
