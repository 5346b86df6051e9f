import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useQuery } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { routed } from '@/test/at'
import { show } from '@/test/render'
import { SCHOOL } from '../me'
import { UnitDrawer } from './UnitDrawer'

const createCollege = vi.hoisted(() => vi.fn())
vi.mock('./acts', () => ({ createCollege }))

it('names a new college once the page has read it, so that no other one stands in its place', async () => {
  createCollege.mockResolvedValue({ id: 'new' })
  const steps: string[] = []
  let answer = () => {}
  function Page() {
    useQuery({
      queryKey: [...SCHOOL, 'organisation'],
      queryFn: () =>
        new Promise<string>((resolve) => {
          steps.push('asked')
          answer = () => {
            steps.push('read')
            resolve(String(steps.length))
          }
        }),
    })
    return <UnitDrawer kind="college" onMade={(id) => steps.push(id)} onClose={() => steps.push('closed')} />
  }
  await show(routed(Page).page)
  await waitFor(() => expect(steps).toEqual(['asked']))
  answer()
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('学院'), '化学学院')
  await user.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(steps).toEqual(['asked', 'read', 'asked']))
  answer()
  await waitFor(() => expect(steps).toEqual(['asked', 'read', 'asked', 'read', 'new', 'closed']))
})
