import { useCallback, useState, type ReactNode } from 'react'

export interface TableColumn<Row> {
  key: string
  title: string
  render: (row: Row) => ReactNode
  /** The key that the server sorts by. */
  sort?: string
  width?: number
  align?: 'right'
  /** Names, which schools make as long as they like: they wrap, as what tells them apart stands at their end. */
  long?: boolean
  /** Not shown until somebody chooses it. */
  hidden?: boolean
  /** Names the row: always shown, always first. */
  fixed?: boolean
  /** What is done with the row: always shown, always last, in sight however wide the table is. */
  pinned?: boolean
}

export interface ListColumn<Row> extends TableColumn<Row> {
  /** What the export calls it: whatever is on screen is in the file. */
  file: readonly string[]
}

/** Keys in their order, and which of them are shown. */
export interface Chosen {
  order: string[]
  shown: string[]
}

type Known = Pick<TableColumn<never>, 'key' | 'hidden' | 'fixed' | 'pinned'>

export function standard(columns: readonly Known[]): Chosen {
  return {
    order: columns.map(({ key }) => key),
    shown: columns.filter(({ hidden }) => !hidden).map(({ key }) => key),
  }
}

/** What was remembered, made to fit the columns of today: gone ones leave, new ones come last. */
export function fitted(remembered: Chosen, columns: readonly Known[]): Chosen {
  const base = standard(columns)
  const known = remembered.order.filter((key) => base.order.includes(key))
  const fresh = base.order.filter((key) => !known.includes(key))
  const fixed = columns.filter((column) => column.fixed).map(({ key }) => key)
  const pinned = columns.filter((column) => column.pinned).map(({ key }) => key)
  const free = [...known, ...fresh].filter((key) => !fixed.includes(key) && !pinned.includes(key))
  const order = [...fixed, ...free, ...pinned]
  const shown = order.filter(
    (key) =>
      fixed.includes(key) ||
      pinned.includes(key) ||
      remembered.shown.includes(key) ||
      (fresh.includes(key) && base.shown.includes(key)),
  )
  return { order, shown }
}

/** One place up (-1) or down (1). */
export function moved(chosen: Chosen, key: string, by: -1 | 1): Chosen {
  const order = [...chosen.order]
  const from = order.indexOf(key)
  const to = from + by
  if (from < 0 || to < 0 || to >= order.length) return chosen
  order.splice(to, 0, ...order.splice(from, 1))
  return { order, shown: order.filter((other) => chosen.shown.includes(other)) }
}

const place = (id: string) => `kaochang.columns.${id}`

function remembered(id: string): Chosen | null {
  try {
    const { order, shown } = JSON.parse(localStorage.getItem(place(id)) ?? 'null') as Chosen
    return Array.isArray(order) && Array.isArray(shown) ? { order, shown } : null
  } catch {
    return null
  }
}

/** The columns as this person arranged this list in this browser. */
export function useColumns<Column extends Known>(id: string, columns: readonly Column[]) {
  const [saved, setSaved] = useState(() => remembered(id))
  const chosen = saved ? fitted(saved, columns) : standard(columns)
  const choose = useCallback(
    (next: Chosen | null) => {
      setSaved(next)
      try {
        if (next) localStorage.setItem(place(id), JSON.stringify(next))
        else localStorage.removeItem(place(id))
      } catch {
        // Storage closed to this page: arranged, but not remembered.
      }
    },
    [id],
  )
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const shown = chosen.shown.map((key) => byKey.get(key)!)
  return { chosen, choose, shown, arranged: saved !== null }
}
