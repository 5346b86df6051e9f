import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { press } from '@/api/client'
import { changesOf, overtaken, untouched } from '@/staff_ui/form/changes'
import { useLeaveGuard } from '@/staff_ui/form/leave'
import { SCHOOL } from './me'
import { useReread } from './snapshot'

/**
 * The changes on a page of controls, measured on what it held when they began and sent with that version: nobody is
 * overwritten unseen.
 */
export function useEdits<V extends object, T extends V>(now: T) {
  const cache = useQueryClient()
  const read = useReread(now)
  const [begun, setBegun] = useState<T | null>(null)
  const [typed, setTyped] = useState<Partial<V>>({})
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>(null)
  const [given, setGiven] = useState<string[]>([])
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
    setGiven([])
  }
  /** Goes on from what is there now, with one's own changes where nobody else made one. */
  async function reread() {
    const newest = await read()
    const mine = untouched<V>(base, newest, typed)
    setGiven(overtaken<V>(base, newest, typed))
    setTyped(mine)
    setBegun(Object.keys(mine).length > 0 ? newest : null)
    setRefusal(null)
  }
  async function save(send: (base: T, changes: Partial<V>) => Promise<unknown>, onSaved: () => void) {
    setBusy(true)
    setRefusal(null)
    setGiven([])
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
  /** `given`: the fields whose own change has given way to another's at the last reading. */
  return { base, typed, changes, count, busy, refusal, given, guard, change, drop, reread, save }
}
