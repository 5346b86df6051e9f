import { fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import type { Board } from '@/api/staff_shapes'
import { FILTERS, type Filter } from '@/features/waiting/board_rows'
import { show } from '@/test/render'
import { BoardFilters } from './BoardHead'

function Filters() {
  const [value, setValue] = useState<Filter>(FILTERS[0]!)
  const counts = Object.fromEntries(FILTERS.map((one) => [one, 1])) as Board['counts']
  return <BoardFilters counts={counts} value={value} onChange={setValue} />
}

it('goes from filter to filter by arrow keys, and is one stop for the tab key', async () => {
  await show(<Filters />)
  const chosen = () => screen.getAllByRole('tab', { selected: true })
  const first = chosen()[0]!
  fireEvent.keyDown(first, { key: 'ArrowRight' })
  expect(chosen()).toEqual([document.activeElement])
  expect(chosen()[0]).not.toBe(first)
  expect(screen.getAllByRole('tab').filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1)
})
