import { describe, expect, it } from 'vitest'
import { changeState, countConditions, readState, writeState } from './state'

const read = (address: string) =>
  readState(Object.fromEntries(new URLSearchParams(address)), ['state', 'college_id'])

describe('the address of a list', () => {
  it('says all that differs from a fresh list, and nothing more', () => {
    const address = 'q=00123&state=draft%2Copen&sort=-college&page=3&page_size=50&open=exam'
    expect(new URLSearchParams(writeState(read(address))).toString()).toBe(address)
    expect(writeState(read(''))).toEqual({})
  })

  it('holds against what somebody typed into it', () => {
    const state = read('page=-1&page_size=7&secret=1&state=')
    expect(state).toEqual({ q: '', sort: '', page: 1, pageSize: 20, filters: {}, open: null })
  })

  it('begins at the first page when the rows are others', () => {
    const third = read('page=3')
    expect(changeState(third, { q: '复试' }).page).toBe(1)
    expect(changeState(third, { filters: { state: ['draft'] } }).page).toBe(1)
    expect(changeState(third, { sort: 'name' }).page).toBe(1)
    expect(changeState(third, { open: 'exam' }).page).toBe(3)
    expect(changeState(third, { page: 4 }).page).toBe(4)
  })

  it('lets go of the open row together with its page', () => {
    const shown = read('page=3&open=exam')
    expect(changeState(shown, { page: 4 }).open).toBeNull()
    expect(changeState(shown, { filters: { state: ['draft'] } }).open).toBeNull()
    expect(changeState(shown, { open: 'other' }).open).toBe('other')
  })

  it('counts conditions, not values', () => {
    expect(countConditions(read('q=a&state=draft,open&sort=name'))).toBe(2)
  })
})
