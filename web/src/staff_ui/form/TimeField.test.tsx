import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { show } from '@/test/render'
import { TimeField } from './TimeField'

it('shows and takes moments on Beijing time, wherever the reader sits', async () => {
  const change = vi.fn()
  await show(<TimeField value="2026-11-22T06:05:00.000Z" onChange={change} />)
  const field = screen.getByRole('textbox')
  expect(field).toHaveProperty('value', '2026-11-22 14:05')
  const user = userEvent.setup()
  await user.clear(field)
  await user.type(field, '2027-03-20 09:00{Enter}')
  expect(change).toHaveBeenLastCalledWith('2027-03-20T09:00:00+08:00')
})
