import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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

  function change(values: Partial<V>) {
    setBegun(base)
    setTyped((before) => ({ ...before, ...values }))
  }
  function drop() {
    setBegun(null)
    setTyped({})
    setRefusal(null)
  }
  async function reread() {
    await cache.invalidateQueries({ queryKey: SCHOOL })
    drop()
  }
  async function save(send: (base: T, changes: Partial<V>) => Promise<unknown>, onSaved: () => void) {
    setBusy(true)
    setRefusal(null)
    try {
      await press(() => send(base, changes))
      onSaved()
      await reread()
    } catch (error) {
      setRefusal(error)
    } finally {
      setBusy(false)
    }
  }
  return { base, typed, changes, count, busy, refusal, guard, change, drop, reread, save }
}
