import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { ApiError } from '@/api/errors'
import { show } from '@/test/render'
import { Toasts } from '@/ui/Toasts'
import { useAct } from './act'
import { Ask } from './Ask'
import { RowDrawer } from './list/RowDrawer'

it('says a refusal where it can be heard: in the question, which stays with what was written', async () => {
  function Page() {
    const [act] = useAct(() => Promise.reject(new ApiError('forbidden', 403)))
    return (
      <>
        <Ask title="取消职务" act="取消" write="reason" onClose={() => undefined} onAct={act} />
        <Toasts />
      </>
    )
  }
  await show(<Page />)
  const user = userEvent.setup()
  const asked = within(screen.getByRole('dialog'))
  await user.type(asked.getByRole('textbox'), '换人')
  await user.keyboard('{Enter}')
  const refusal = await asked.findByRole('alert')
  expect(asked.getByRole('textbox')).toHaveProperty('value', '换人')
  await user.click(within(refusal).getByRole('button', { name: '收起提示' }))
  expect(asked.queryByRole('alert')).toBeNull()
})

it('leaves the drawer behind it alone when Escape is pressed', async () => {
  const close = vi.fn()
  const question = (
    <Ask title="撤销登记" act="撤销" onClose={() => undefined} onAct={() => Promise.resolve()} />
  )
  const drawer = (asking: boolean) => (
    <RowDrawer open title="人员" onClose={close}>
      {asking && question}
    </RowDrawer>
  )
  const { unmount } = await show(drawer(true))
  const user = userEvent.setup()
  within(await screen.findByRole('dialog', { name: '撤销登记' }))
    .getByRole('button', { name: '取消' })
    .focus()
  await user.keyboard('{Escape}')
  expect(close).not.toHaveBeenCalled()
  unmount()
  await show(drawer(false))
  await user.keyboard('{Escape}')
  expect(close).toHaveBeenCalled()
})
