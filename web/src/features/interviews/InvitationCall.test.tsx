import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import * as sounds from '@/media/sounds'
import { show, violations } from '@/test/render'
import { InvitationCall } from './InvitationCall'

const stopRinging = vi.fn()
beforeEach(() => {
  stopRinging.mockReset()
  vi.spyOn(sounds, 'ring').mockReturnValue(stopRinging)
})

function invitation(seconds: number) {
  const now = Date.now()
  return {
    id: 'i',
    sent_at: new Date(now).toISOString(),
    expires_at: new Date(now + seconds * 1000).toISOString(),
  }
}
const long = invitation(60)

const call = (change: Partial<Parameters<typeof InvitationCall>[0]> = {}) => (
  <InvitationCall
    invitation={long}
    room="第二考场"
    busy={null}
    onAccept={vi.fn()}
    onDecline={vi.fn()}
    {...change}
  >
    {null}
  </InvitationCall>
)

it('rings with the focus on the way in', async () => {
  const onAccept = vi.fn()
  const { container } = await show(call({ onAccept }))
  expect(screen.getByRole('alertdialog', { name: '主考官邀请您进入考场' })).toBeTruthy()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: '进入考场' }))
  expect(sounds.ring).toHaveBeenCalledOnce()
  await userEvent.keyboard('{Enter}')
  expect(onAccept).toHaveBeenCalledOnce()
  expect(await violations(container)).toEqual([])
})

it('can be declined', async () => {
  const onDecline = vi.fn()
  await show(call({ onDecline }))
  await userEvent.click(screen.getByRole('button', { name: '暂不能进入' }))
  expect(onDecline).toHaveBeenCalledOnce()
})

it('falls silent when it is left', async () => {
  const { unmount } = await show(call())
  expect(stopRinging).not.toHaveBeenCalled()
  unmount()
  expect(stopRinging).toHaveBeenCalledOnce()
})

it('says that a lapsed call costs nothing', async () => {
  await show(call({ invitation: invitation(1) }))
  await screen.findByText('邀请已超时，候考官会联系您并再次邀请', {}, { timeout: 4_000 })
  expect(screen.getByRole('button', { name: '进入考场' })).toHaveProperty('disabled', true)
  expect(stopRinging).toHaveBeenCalled()
})
