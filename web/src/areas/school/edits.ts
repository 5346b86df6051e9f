import { notifyManager, useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import { press } from '@/api/client'
import { useLeaveGuard } from '@/staff_ui/form/leave'
import { SCHOOL } from './me'

/** What differs from what the server holds. */
export function changesOf<V extends object>(before: V, typed: Partial<V>): Partial<V> {
  const keys = Object.keys(typed) as (keyof V)[]
  return Object.fromEntries(
    keys.filter((key) => typed[key] !== before[key]).map((key) => [key, typed[key]]),
  ) as Partial<V>
}

/** What remains of one's changes when somebody else has saved: all but what the other changed too. */
export function untouched<V extends object>(before: V, read: V, typed: Partial<V>): Partial<V> {
  const keys = Object.keys(typed) as (keyof V)[]
  return Object.fromEntries(
    keys.filter((key) => read[key] === before[key]).map((key) => [key, typed[key]]),
  ) as Partial<V>
}

/**
 * The changes on a page of controls, measured on what it held when they began and sent with that version: nobody is
 * overwritten unseen.
 */
export function useEdits<V extends object, T extends V>(now: T) {
  const cache = useQueryClient()
  const [begun, setBegun] = useState<T | null>(null)
  const [typed, setTyped] = useState<Partial<V>>({})
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>(null)
  const base = begun ?? now
  const changes = changesOf<V>(base, typed)
  const count = Object.keys(changes).length
  const guard = useLeaveGuard(count > 0, () => {})
  const newest = useRef(now)
  useLayoutEffect(() => {
    newest.current = now
  })

  function change(values: Partial<V>) {
    setBegun(base)
    setTyped((before) => ({ ...before, ...values }))
  }
  function drop() {
    setBegun(null)
    setTyped({})
    setRefusal(null)
  }
  /** Goes on from what is there now, with one's own changes where nobody else made one. */
  async function reread() {
    await cache.invalidateQueries({ queryKey: SCHOOL })
    // After the page has what was read.
    notifyManager.schedule(() => {
      const read = newest.current
      const mine = untouched<V>(base, read, typed)
      setTyped(mine)
      setBegun(Object.keys(mine).length > 0 ? read : null)
      setRefusal(null)
    })
  }
  async function save(send: (base: T, changes: Partial<V>) => Promise<unknown>, onSaved: () => void) {
    setBusy(true)
    setRefusal(null)
    try {
      await press(() => send(base, changes))
      onSaved()
      await cache.invalidateQueries({ queryKey: SCHOOL })
      drop()
    } catch (error) {
      setRefusal(error)
    } finally {
      setBusy(false)
    }
  }
  return { base, typed, changes, count, busy, refusal, guard, change, drop, reread, save }
}
