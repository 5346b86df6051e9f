import { useState } from 'react'

const MOST = 50
const place = (kind: string) => `kc-put-away-${kind}`

function read(kind: string): string[] {
  try {
    return JSON.parse(localStorage.getItem(place(kind)) ?? '[]') as string[]
  } catch {
    return []
  }
}

/** Finished work that somebody has put away, in this browser. */
export function usePutAway(kind: string): { has: (id: string) => boolean; add: (id: string) => void } {
  const [away, setAway] = useState(() => read(kind))
  return {
    has: (id) => away.includes(id),
    add: (id) => {
      const next = [...away, id].slice(-MOST)
      setAway(next)
      try {
        localStorage.setItem(place(kind), JSON.stringify(next))
      } catch {
        // Without a store it is away until the page is read again.
      }
    },
  }
}
