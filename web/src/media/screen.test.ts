import { renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { showPage } from '@/test/fake_devices'
import { useScreenKeptOn } from './hooks'

class Sentinel extends EventTarget {
  released = false
  async release() {
    this.released = true
    this.dispatchEvent(new Event('release'))
  }
}
let locks: Sentinel[]
let refused: boolean
const held = () => locks.filter(({ released }) => !released).length

beforeEach(() => {
  ;[locks, refused] = [[], false]
  const request = async () => {
    if (refused) throw new DOMException('low battery', 'NotAllowedError')
    locks.push(new Sentinel())
    return locks.at(-1)
  }
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true })
})
afterEach(() => void Reflect.deleteProperty(navigator, 'wakeLock'))

it('is kept on only while it is wanted, also after the page was hidden', async () => {
  const { result, rerender, unmount } = renderHook(useScreenKeptOn, { initialProps: false })
  expect([locks.length, result.current]).toEqual([0, true])
  rerender(true)
  await waitFor(() => expect(held()).toBe(1))
  await locks[0]!.release() // as the browser does to a hidden page
  await waitFor(() => expect(result.current).toBe(false))
  showPage(true)
  await waitFor(() => expect([held(), result.current]).toEqual([1, true]))
  rerender(false)
  await waitFor(() => expect(held()).toBe(0))
  rerender(true)
  await waitFor(() => expect(held()).toBe(1))
  unmount()
  await waitFor(() => expect(held()).toBe(0))
})

it('says when the browser refuses or does not know how', async () => {
  refused = true
  const saving = renderHook(useScreenKeptOn, { initialProps: true })
  await waitFor(() => expect(saving.result.current).toBe(false))
  Reflect.deleteProperty(navigator, 'wakeLock')
  const old = renderHook(useScreenKeptOn, { initialProps: true })
  await waitFor(() => expect(old.result.current).toBe(false))
})
