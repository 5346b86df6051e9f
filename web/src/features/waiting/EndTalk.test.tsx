import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { show } from '@/test/render'
import { EndTalk } from './EndTalk'

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

it('clears at once when everything is ticked', async () => {
  const onEnd = vi.fn(async () => true)
  await show(<EndTalk name="陈思远" unticked={[]} busy={false} onEnd={onEnd} />)
  await press('核验通过，结束通话')
  expect(onEnd).toHaveBeenCalledExactlyOnceWith(true)
})

it('asks before it clears with something unticked, and names it', async () => {
  const onEnd = vi.fn(async () => true)
  await show(<EndTalk name="陈思远" unticked={['id_card_valid']} busy={false} onEnd={onEnd} />)
  await press('核验通过，结束通话')
  expect(onEnd).not.toHaveBeenCalled()
  const dialog = screen.getByRole('dialog')
  expect(within(dialog).getByText(/证件在有效期内/)).toBeTruthy()
  await press('陈思远 核验通过')
  expect(onEnd).toHaveBeenCalledExactlyOnceWith(true)
})

it('ends without clearing, and asks nothing', async () => {
  const onEnd = vi.fn(async () => true)
  await show(<EndTalk name="陈思远" unticked={['id_card_valid']} busy={false} onEnd={onEnd} />)
  await press('结束通话')
  expect(onEnd).toHaveBeenCalledExactlyOnceWith(false)
})
