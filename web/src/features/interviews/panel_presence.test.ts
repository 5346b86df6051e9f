import { describe, expect, it, vi } from 'vitest'
import { isApiError } from '@/api/client'
import { guarded } from './panel_presence'

const seat = { token: 'token' }

describe('a seat that was taken from us', () => {
  it.each([
    [null, true],
    [1, true],
    [3, true],
    [5, true],
    [2, false],
    [4, false],
  ])('after reason %s a new one is asked for: %s', async (after, asks) => {
    const ask = vi.fn(() => Promise.resolve(seat))
    const answer = guarded(ask)({ after, previous: after === null ? null : seat })
    if (asks) await expect(answer).resolves.toBe(seat)
    else await expect(answer).rejects.toSatisfy((error) => isApiError(error, 'seat_closed'))
    expect(ask).toHaveBeenCalledTimes(asks ? 1 : 0)
  })
})
