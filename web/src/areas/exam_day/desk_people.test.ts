import { renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { withPerson } from '@/media/people'
import { useNamesFor } from './desk_people'

beforeEach(() => vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('asks a few times for somebody whom the list does not name, and again for the next', () => {
  let reads = 0
  let people = withPerson({}, 'candidate', {})
  // As the pages do: each answer draws them again, with a new function to read.
  const page = renderHook(() =>
    useNamesFor(people, [{ identity: 'candidate' }], () => {
      reads += 1
      page.rerender()
    }),
  )
  vi.advanceTimersByTime(60_000)
  expect(reads).toBe(0)

  people = withPerson(people, 'officer', {})
  page.rerender()
  vi.advanceTimersByTime(60_000)
  expect(reads).toBe(3)

  people = withPerson(people, 'chief', {})
  page.rerender()
  vi.advanceTimersByTime(500)
  expect(reads).toBe(4)
})
