import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { show } from '@/test/render'
import { EndTalk } from './EndTalk'

it.each([
  ['核验通过，结束通话', true],
  ['结束通话', false],
])('ends the talk by one press on 「%s」', async (name, cleared) => {
  const onEnd = vi.fn(async () => true)
  await show(<EndTalk name="陈思远" busy={false} onEnd={onEnd} />)
  await userEvent.click(screen.getByRole('button', { name }))
  expect(onEnd).toHaveBeenCalledExactlyOnceWith(cleared)
})
