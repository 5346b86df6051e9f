import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { show } from '@/test/render'
import { entry, timetable } from '@/test/timetable_rows'
import { Aside } from './Aside'

const acts = { moving: undefined, locked: false, onPick: vi.fn(), onMoveTo: vi.fn() }
const people = (count: number) => Array.from({ length: count }, (_, n) => entry(`考生${n}`))

it('shows so many without a place as somebody can look through, and says how many more there are', async () => {
  const { container, unmount } = await show(<Aside table={timetable({})} unplaced={people(103)} {...acts} />)
  expect(screen.getByText('103')).toBeTruthy()
  expect(container.querySelectorAll('.kc-unplaced li')).toHaveLength(100)
  expect(screen.getByText(/还有 3 人/)).toBeTruthy()
  unmount()
  const shown = await show(<Aside table={timetable({})} unplaced={people(100)} {...acts} />)
  expect(shown.container.querySelectorAll('.kc-unplaced li')).toHaveLength(100)
  expect(screen.queryByText(/还有/)).toBeNull()
})
