import { expect, it } from 'vitest'
import { ICON_NAMES } from './Icon'
import { formatClock, formatCode, formatDateTime } from './format'
import { token } from './tokens'

function light(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
function contrast(a: string, b: string): number {
  const [high, low] = [light(token(a)), light(token(b))].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

it.each([
  ['ink-700', 'ground'],
  ['ink-500', 'sunken'],
  ['surface', 'act'],
  ['accent-700', 'accent-100'],
  ['amber-700', 'amber-100'],
  ['red-700', 'red-100'],
  ['green-700', 'green-100'],
  ['plum-700', 'plum-100'],
  ['stage-ink-2', 'stage-700'],
  ['stage-red', 'stage-700'],
  ['stage-900', 'stage-accent'],
])('%s on %s can be read', (text, ground) => {
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
})

it('knows no token that is not there', () => {
  expect(() => token('mauve-300')).toThrow('no design token')
})

it('draws every icon under a name of its own', () => {
  expect(new Set(ICON_NAMES).size).toBe(ICON_NAMES.length)
})

it('writes times one way', () => {
  expect(formatDateTime('2026-11-22T06:05:00.000Z')).toBe('2026-11-22 14:05')
  expect([0, 61_500, 3_725_000, -5].map(formatClock)).toEqual(['00:00', '01:01', '1:02:05', '00:00'])
  expect(formatCode('794206')).toBe('794 206')
})
