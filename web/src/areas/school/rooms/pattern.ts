/** Stands for the number of a room in a pattern of names. */
export const PLACE = '{n}'

/** The name of a room with a place for another number: 「材料 1 考场」 gives 「材料 {n} 考场」. */
export function patternOf(name: string): string {
  if (!name) return ''
  return /\d/.test(name) ? name.replace(/\d+(?!.*\d)/, PLACE) : `${name} ${PLACE}`
}

/** The next `count` numbers whose names nobody has. */
export function numbersFor(pattern: string, count: number, taken: readonly string[]): number[] {
  const found: number[] = []
  for (let n = 1; found.length < count; n += 1) {
    if (!taken.includes(pattern.replaceAll(PLACE, String(n)).trim())) found.push(n)
  }
  return found
}

export const nameAt = (pattern: string, n: number) => pattern.replaceAll(PLACE, String(n)).trim()
