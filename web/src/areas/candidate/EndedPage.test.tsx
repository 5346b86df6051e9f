import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import * as sounds from '@/media/sounds'
import { entryNow } from '@/test/entry_now'
import { showRouted } from '@/test/routed'
import { EndedPage } from './EndedPage'
import type { StepProps } from './steps'

it.each([
  ['sounds at the end', '2026-11-22T06:06:10Z', 1],
  ['is silent when it is only looked at again', '2026-11-22T06:01:00Z', 0],
] as const)('%s', async (_, at, times) => {
  const cue = vi.spyOn(sounds, 'playCue').mockResolvedValue()
  const now = entryNow({ step: 'ended', ended: { at, confirmed_at: null } as StepProps['now']['ended'] })
  await showRouted(<EndedPage {...({ now, entryId: 'entry' } as StepProps)} />)
  await screen.findByRole('heading', { level: 1 })
  expect(cue).toHaveBeenCalledTimes(times)
  cue.mockRestore()
})
