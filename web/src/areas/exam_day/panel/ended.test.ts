import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { InterviewShape, Panel } from '@/api/staff_shapes'
import { phaseOf } from '@/features/interviews/order'
import { panel } from '@/test/staff_rows'
import { useEnded } from './ended'

const at = (id: string, state: string): Panel => panel({ interview: { id, state } as InterviewShape })

it('is over for the page that ended it before that is read, and live again once the ending is undone', () => {
  const { result, rerender } = renderHook(({ read }) => useEnded(read), {
    initialProps: { read: at('one', 'live') },
  })
  const phase = () => phaseOf(result.current[0])
  expect(phase()).toBe('live')
  act(() => result.current[1]('one'))
  expect(phase()).toBe('between')
  rerender({ read: at('one', 'live') })
  expect(phase()).toBe('between')
  rerender({ read: at('one', 'ended') })
  expect(phase()).toBe('between')
  rerender({ read: at('one', 'live') })
  expect(phase()).toBe('live')
})
