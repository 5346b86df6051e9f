/** Lists are of ids: by their words. What was never filled in and what was emptied are the same. */
const isSame = (one: unknown, other: unknown) =>
  one === other || JSON.stringify(one ?? '') === JSON.stringify(other ?? '')

function only<V extends object>(typed: Partial<V>, wanted: (key: keyof V) => boolean): Partial<V> {
  const keys = Object.keys(typed) as (keyof V)[]
  return Object.fromEntries(keys.filter(wanted).map((key) => [key, typed[key]])) as Partial<V>
}

/** What differs from what the server holds. */
export function changesOf<V extends object>(before: Partial<V>, typed: Partial<V>): Partial<V> {
  return only(typed, (key) => !isSame(typed[key], before[key]))
}

/** What remains of one's own values when somebody else has saved: all but what the other changed too. */
export function untouched<V extends object>(
  before: Partial<V>,
  read: Partial<V>,
  typed: Partial<V>,
): Partial<V> {
  return only(typed, (key) => isSame(read[key], before[key]))
}

/** The fields whose own change gives way to another one. */
export function overtaken<V extends object>(
  before: Partial<V>,
  read: Partial<V>,
  typed: Partial<V>,
): string[] {
  const mine = changesOf(before, typed)
  return Object.keys(only(mine, (key) => !isSame(read[key], before[key]) && !isSame(read[key], mine[key])))
}
